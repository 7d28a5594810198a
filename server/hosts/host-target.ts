import { readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve, sep } from 'node:path';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../core/ports/operation.ts';
import type { SshCredential, SshTarget } from '../security/ssh/endpoint.ts';
import { hostAddress } from './host-address.ts';

/** What of this server an operation may use to sign in. */
export interface KeySources {
  /** Folder from which blueprints may name key files; null: none. */
  keysFolder?: string | null;
  /** The agent for hosts that have no key and no password; null: none. */
  agentSocket?: string | null;
}

/**
 * The SSH account that operations on a host use: its address as in runtime.md C.1, the rest from its `agent_config`, or
 * the older `cloudify_agent`, whose runtime property of the same name, which plugins that make machines write, goes first:
 * `user`, `port`, `key` (text, a path, or a secret), `password`; both given, the key is tried first. Also, there or in
 * `extra`, which Cloudify leaves to everybody's own use: `passphrase` and `certificate` of the key; `gateway`, the jump
 * host, as `[user@]address[:port]` or a map of the same properties with `ip` (what it leaves out it has in common with the
 * host); `host_key` (or a property of the node), the keys to trust; `connection_attempts`, `timeout` and `keepalive` in
 * seconds. Throws `NonRecoverableError` that names the property to mend.
 */
export async function hostTarget(
  context: OperationContext,
  host: NodeAndInstance,
  sources: KeySources,
): Promise<SshTarget> {
  const { properties } = host.node;
  const config = flatten(
    properties['cloudify_agent'],
    properties['agent_config'],
    host.instance.runtimeProperties['cloudify_agent'],
  );
  const account = new AccountReader({ context, nodeName: host.node.name, sources });
  const target = await account.read(config, hostAddress(host));
  return { ...target, trustedKeys: [...textsOf(properties['host_key']), ...target.trustedKeys] };
}

/** Later maps go first, what is empty counts as not given, and `extra` is part of the map it is in. */
function flatten(...maps: (Json | undefined)[]): JsonObject {
  return Object.assign({}, ...maps.map((map) => withoutEmpty({ ...mapOf(mapOf(map)['extra']), ...mapOf(map) })));
}

/** Reads the accounts of one node. */
class AccountReader {
  readonly #context: OperationContext;
  readonly #nodeName: string;
  readonly #sources: KeySources;

  constructor(options: { context: OperationContext; nodeName: string; sources: KeySources }) {
    this.#context = options.context;
    this.#nodeName = options.nodeName;
    this.#sources = options.sources;
  }

  async read(config: JsonObject, address: string): Promise<SshTarget> {
    const user = textOf(config['user']);
    if (user === null) {
      throw new NonRecoverableError(
        `ssh user definition missing: give the node template ${this.#nodeName} agent_config.user, the account to sign in with.`,
      );
    }
    return {
      tenant: this.#context.tenant,
      address: checkAddress(address, this.#nodeName),
      port: this.#number(config, 'port', { least: 1, most: 65_535, whole: true }) ?? 22,
      user,
      credentials: await this.#credentials(config),
      trustedKeys: textsOf(config['host_key']),
      via: await this.#gateway(config),
      ...this.#limits(config),
    };
  }

  async #credentials(config: JsonObject): Promise<SshCredential[]> {
    const found: SshCredential[] = [];
    const nodeName = this.#nodeName;
    const key = await this.#text(config['key']);
    if (key !== null) {
      const { keysFolder = null } = this.#sources;
      const privateKey = await readKey(this.#context, { key, nodeName, keysFolder });
      const passphrase = await this.#text(config['passphrase']);
      const certificate = await this.#text(config['certificate']);
      found.push({
        ...{ kind: 'key', privateKey },
        ...(passphrase === null ? {} : { passphrase }),
        ...(certificate === null ? {} : { certificate }),
      });
    }
    const password = await this.#text(config['password']);
    if (password !== null) found.push({ kind: 'password', password });
    const { agentSocket = null } = this.#sources;
    if (found.length === 0 && agentSocket !== null) found.push({ kind: 'agent', socket: agentSocket });
    if (found.length > 0) return found;
    throw new NonRecoverableError(
      `key or password missing: give the node template ${nodeName} agent_config.key (best: { get_secret: NAME }) or agent_config.password.`,
    );
  }

  #gateway(config: JsonObject): Promise<SshTarget> | null {
    const given = config['gateway'];
    if (given === undefined) return null;
    const { gateway: _, port: _port, host_key: _hostKey, ...common } = config;
    const text = textOf(given);
    const own = text === null ? flatten(given) : parseGateway(text);
    const address = textOf(own['ip']) ?? textOf(own['host']);
    if (address === null) {
      throw new NonRecoverableError(
        `The gateway of ${this.#nodeName} has no address: write agent_config.extra.gateway as [user@]address[:port], or as a map with ip.`,
      );
    }
    const signsInItself = own['key'] !== undefined || own['password'] !== undefined;
    const { key: _key, password: _password, passphrase: _phrase, certificate: _certificate, ...rest } = common;
    return this.read({ ...(signsInItself ? rest : common), ...own }, address);
  }

  #limits(config: JsonObject): Pick<SshTarget, 'connectTimeoutMs' | 'connectionAttempts' | 'keepAliveMs'> {
    const attempts = this.#number(config, 'connection_attempts', { least: 1, most: 1000, whole: true });
    const timeout = this.#number(config, 'timeout', { least: 1, most: 86_400 });
    const keepAlive = this.#number(config, 'keepalive', { least: 0, most: 86_400 });
    return {
      ...(attempts === null ? {} : { connectionAttempts: attempts }),
      ...(timeout === null ? {} : { connectTimeoutMs: timeout * 1000 }),
      // Fabric writes 0 for its own default.
      ...(keepAlive ? { keepAliveMs: keepAlive * 1000 } : {}),
    };
  }

  #number(
    config: JsonObject,
    name: string,
    { least, most, whole = false }: { least: number; most: number; whole?: boolean },
  ): number | null {
    const given = config[name];
    if (given === undefined) return null;
    const number = typeof given === 'string' ? Number(given) : given;
    const fits = typeof number === 'number' && number >= least && number <= most;
    if (fits && (!whole || Number.isInteger(number))) return number;
    throw new NonRecoverableError(
      name === 'port'
        ? `agent_config.port of ${this.#nodeName} is not a port number: ${JSON.stringify(given)}.`
        : `agent_config.extra.${name} of ${this.#nodeName} must be a number from ${least} to ${most}, and is ${JSON.stringify(given)}.`,
    );
  }

  async #text(given: Json | undefined): Promise<string | null> {
    const name = mapOf(given)['get_secret'];
    return typeof name === 'string' ? this.#context.secret(name) : textOf(given);
  }
}

/** Reads `[user@]address[:port]`; an IPv6 address with a port stands in brackets. */
function parseGateway(text: string): JsonObject {
  const at = text.lastIndexOf('@');
  const place = text.slice(at + 1);
  const [, address, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(place) ?? [null, place];
  return {
    ...(at > 0 ? { user: text.slice(0, at) } : {}),
    ...(port === undefined ? {} : { port }),
    ip: address ?? place,
  };
}

/**
 * The text of a private key, given as text or as a path: in the blueprint, or in the folder that the administrator set
 * aside for keys. `nodeName`: whose key it is, for messages. Throws `NonRecoverableError` when there is none.
 */
export async function readKey(
  context: OperationContext,
  { key, nodeName, keysFolder }: { key: string; nodeName: string; keysFolder: string | null },
): Promise<string> {
  if (key.includes('\n') || key.includes('PRIVATE KEY')) return key;
  const own = key.startsWith('/') || key.startsWith('~') ? null : await context.resource(key);
  if (own) return new TextDecoder().decode(own);
  const found = keysFolder === null ? null : await readInside(keysFolder, key);
  if (found !== null) return found;
  throw new NonRecoverableError(
    `The SSH key of ${nodeName} cannot be read from "${key.slice(0, 200)}". A blueprint may not name any file of this server: ` +
      'store the key as a secret and write key: { get_secret: NAME }' +
      (keysFolder === null ? '.' : `, or ask the administrator to put the file into ${keysFolder}.`),
  );
}

/** A file in a folder, by its path; null when it is none of it. A blueprint must not read files of this server, so links and `..` out of the folder lead nowhere. */
export async function readInside(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(resolve(root, path.replace(/^~(?=\/)/, homedir())));
    return file.startsWith(root + sep) ? await readFile(file, 'utf8') : null;
  } catch {
    return null;
  }
}

/** The address without brackets. Throws `NonRecoverableError` when it is neither a name nor an IP address. */
export function checkAddress(address: string, nodeName: string): string {
  // What begins with a dash is an option to other programs; blanks and slashes are never part of a name (reliability.md P15).
  if (/^[A-Za-z0-9_[:][A-Za-z0-9_.:%[\]-]*$/.test(address)) return address.replace(/^\[(.*)\]$/, '$1');
  throw new NonRecoverableError(
    `The address of ${nodeName} is neither a host name nor an IP address: "${address.slice(0, 100)}".`,
  );
}

function mapOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function withoutEmpty(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== ''));
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => textOf(item) ?? []);
}
