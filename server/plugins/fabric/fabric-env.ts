import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { dumpJson, representValue } from '../../hosts/ctx/python-text.ts';
import type { Generation } from './generation.ts';
import { type HostString, readHostString } from './host-string.ts';
import { flagInput, mapInput, numberInput, textInput } from './read-input.ts';

/** What `fabric_env` says, in one form for both generations (runtime.md C.4). */
export interface FabricEnv {
  generation: Generation;
  /** Null: the host of the node. */
  host: HostString | null;
  user: string | null;
  port: number | null;
  /** Private keys, each as text or as a path, in the order in which they are tried. */
  keys: string[];
  /** Of the keys that are encrypted. */
  passphrase: string | null;
  password: string | null;
  gateway: HostString | null;
  /** Fingerprints or public keys of the host; others are refused then. */
  hostKeys: string[];
  connectTimeoutMs: number;
  connectionAttempts: number;
  keepAliveMs: number | null;
  sudo: { user: string | null; password: string | null };
  commands: CommandSettings;
  /** Settings that are said and have no effect here, with the reason: lines for the log. */
  remarks: { level: 'debug' | 'warning'; text: string }[];
}

/** How commands are run on the host. */
export interface CommandSettings {
  generation: Generation;
  /** Seconds for one command; null: no limit. */
  timeoutSeconds: number | null;
  /** A failing command is no failure of the operation; null: not said. */
  warnOnly: boolean | null;
  shellEnv: Record<string, string>;
  /** The shell with its options that is given each command (1.x); null: the account's own. */
  shell: string | null;
}

/** Known settings that change nothing here: they are about Fabric's own console, threads and prompts. */
const withoutEffect = [
  ...['abort_on_prompts', 'linewise', 'pool_size', 'skip_bad_hosts', 'status', 'combine_stderr', 'disable_known_hosts'],
  ...['always_use_pty', 'no_agent', 'no_keys', 'sudo_prompt', 'reject_unknown_hosts'],
];

const known = new Set([
  ...['host', 'host_string', 'user', 'port', 'key', 'key_filename', 'password', 'passphrase', 'gateway', 'host_key'],
  ...[
    'sudo_password',
    'sudo_user',
    'connection_attempts',
    'timeout',
    'connect_timeout',
    'command_timeout',
    'keepalive',
  ],
  ...['shell_env', 'warn_only', 'use_shell', 'shell', 'connect_kwargs', 'run', 'sudo', 'timeouts', 'forward_agent'],
  ...['use_ssh_config', 'ssh_config_path', ...withoutEffect],
]);

/** Reads the input `fabric_env`. Throws `NonRecoverableError` for values that make no sense. */
export function readFabricEnv(given: Json | undefined, generation: Generation): FabricEnv {
  const env = mapInput(given, 'fabric_env');
  const section = (name: string): JsonObject => mapInput(env[name], `fabric_env.${name}`);
  const text = (name: string): string | null => textInput(env[name], `fabric_env.${name}`);
  const number = (name: string): number | null => numberInput(env[name], `fabric_env.${name}`);
  const [connect, sudo] = [section('connect_kwargs'), section('sudo')];
  const host = (generation === 2 ? text('host') : null) ?? text('host_string') ?? text('host');
  const gateway = text('gateway');
  const password = text('password') ?? textInput(connect['password'], 'fabric_env.connect_kwargs.password');
  const keepAlive = number('keepalive');
  return {
    generation,
    host: host === null ? null : readHostString(host, 'fabric_env.host_string'),
    user: text('user'),
    port: number('port'),
    keys: keysOf(env, connect, generation),
    passphrase:
      text('passphrase') ?? textInput(connect['passphrase'], 'fabric_env.connect_kwargs.passphrase') ?? password,
    password,
    gateway: gateway === null ? null : readHostString(gateway, 'fabric_env.gateway'),
    hostKeys: textsOf(env['host_key'], 'fabric_env.host_key'),
    connectTimeoutMs: connectTimeout(env, section('timeouts')) * 1000,
    connectionAttempts: Math.max(1, Math.floor(number('connection_attempts') ?? (generation === 1 ? 5 : 1))),
    keepAliveMs: keepAlive === null || keepAlive === 0 ? null : keepAlive * 1000,
    sudo: {
      user: text('sudo_user') ?? textInput(sudo['user'], 'fabric_env.sudo.user'),
      // Fabric 1 answers sudo with the password of the account when there is no other.
      password:
        text('sudo_password') ??
        textInput(sudo['password'], 'fabric_env.sudo.password') ??
        (generation === 1 ? password : null),
    },
    commands: commandSettings(env, { run: section('run'), timeouts: section('timeouts') }, generation),
    remarks: remarksOn(env),
  };
}

/** 2.x takes the first of these alone; 1.x takes `key` before `key_filename`. */
function keysOf(env: JsonObject, connect: JsonObject, generation: Generation): string[] {
  const pkey = generation === 2 ? textInput(connect['pkey'], 'fabric_env.connect_kwargs.pkey') : null;
  const key = pkey ?? textInput(env['key'], 'fabric_env.key');
  if (key !== null) return [key];
  const files = textsOf(env['key_filename'], 'fabric_env.key_filename');
  return files.length > 0 ? files : textsOf(connect['key_filename'], 'fabric_env.connect_kwargs.key_filename');
}

function textsOf(value: Json | undefined, name: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => textInput(item, name) ?? []);
}

/** Seconds. 2.x knows it by three names, 1.x by one. */
function connectTimeout(env: JsonObject, timeouts: JsonObject): number {
  const written = [
    numberInput(env['connect_timeout'], 'fabric_env.connect_timeout'),
    numberInput(timeouts['connect'], 'fabric_env.timeouts.connect'),
    numberInput(env['timeout'], 'fabric_env.timeout'),
  ];
  return written.find((seconds) => seconds !== null && seconds > 0) ?? 10;
}

function commandSettings(
  env: JsonObject,
  { run, timeouts }: { run: JsonObject; timeouts: JsonObject },
  generation: Generation,
): CommandSettings {
  const warn = flagInput(env['warn_only'], 'fabric_env.warn_only') ?? flagInput(run['warn'], 'fabric_env.run.warn');
  const seconds =
    numberInput(timeouts['command'], 'fabric_env.timeouts.command') ??
    numberInput(env['command_timeout'], 'fabric_env.command_timeout');
  const usesShell = generation === 1 && flagInput(env['use_shell'], 'fabric_env.use_shell') !== false;
  return {
    generation,
    timeoutSeconds: seconds === 0 ? null : seconds,
    warnOnly: warn,
    shellEnv: environmentOf({
      ...mapInput(run['env'], 'fabric_env.run.env'),
      ...mapInput(env['shell_env'], 'fabric_env.shell_env'),
    }),
    shell: usesShell ? (textInput(env['shell'], 'fabric_env.shell') ?? '/bin/bash -l -c') : null,
  };
}

function environmentOf(map: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, shellText(value)]));
}

/** A value as Fabric's scripts find it: Python's `str()`, but JSON for maps and lists. */
export function shellText(value: Json): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? dumpJson(value) : representValue(value);
}

function remarksOn(env: JsonObject): FabricEnv['remarks'] {
  const unknown = Object.keys(env).filter((name) => !known.has(name));
  const remarks: FabricEnv['remarks'] = [];
  if (unknown.length > 0) {
    remarks.push({ level: 'debug', text: `Settings of fabric_env that have no effect here: ${unknown.join(', ')}.` });
  }
  if (flagInput(env['forward_agent'], 'fabric_env.forward_agent') === true) {
    remarks.push({
      level: 'warning',
      text: 'fabric_env.forward_agent has no effect: this server lends its SSH agent to nobody.',
    });
  }
  if (flagInput(env['use_ssh_config'], 'fabric_env.use_ssh_config') === true) {
    remarks.push({
      level: 'warning',
      text: 'fabric_env.use_ssh_config has no effect: a blueprint may not read files of this server. Write the settings into fabric_env.',
    });
  }
  return remarks;
}
