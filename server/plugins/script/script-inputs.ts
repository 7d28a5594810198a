import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';
import { dumpJson, representValue } from '../../hosts/ctx/python-text.ts';

/** The inputs of a script operation, as runtime.md C.2 describes them. */
export interface ScriptInputs {
  source: { kind: 'path'; path: string } | { kind: 'text'; text: string };
  /** What a shell script finds in its environment: the inputs, then `process.env`. */
  environment: Record<string, string>;
  /** `process.env` alone, for scripts that get their inputs in another way. */
  ownEnvironment: Record<string, string>;
  cwd: string | null;
  args: string[];
  commandPrefix: string | null;
  /** Null: it depends on the script. */
  evalPython: boolean | null;
  /** False: the script has no `ctx`. */
  ctx: boolean;
  logs: { stdout: boolean; stderr: boolean };
  mergeStderr: boolean;
  /** Of the server that an https script comes from; null: the usual ones. */
  certificates: string | null;
}

const own = new Set(['script_path', 'script_source', 'process', 'ssl_cert_content', 'ctx']);

/** Throws `NonRecoverableError` when the inputs make no sense. */
export function readScriptInputs(inputs: JsonObject): ScriptInputs {
  const process = mapInput(inputs['process'] ?? null, 'process');
  const others = Object.entries(inputs).filter(([name]) => !own.has(name));
  const extra = Object.entries(mapInput(process['env'] ?? null, 'process.env'));
  const textsOf = (entries: [string, Json][]) =>
    Object.fromEntries(entries.map(([name, value]) => [name, environmentText(value)]));
  const evalPython = process['eval_python'];
  return {
    source: sourceOf(inputs),
    environment: textsOf([...others, ...extra]),
    ownEnvironment: textsOf(extra),
    cwd: textInput(process['cwd'] ?? null, 'process.cwd'),
    args: listInput(process['args'] ?? null, 'process.args').map(environmentText),
    commandPrefix: textInput(process['command_prefix'] ?? null, 'process.command_prefix'),
    evalPython: typeof evalPython === 'boolean' ? evalPython : null,
    ctx: readProxyType(process['ctx_proxy_type'] ?? null),
    logs: { stdout: isOn(process['log_stdout'], true), stderr: isOn(process['log_stderr'], true) },
    mergeStderr: isOn(process['stderr_to_stdout'], false),
    certificates: textInput(inputs['ssl_cert_content'] ?? null, 'ssl_cert_content'),
  };
}

function sourceOf(inputs: JsonObject): ScriptInputs['source'] {
  const path = textInput(inputs['script_path'] ?? null, 'script_path');
  const text = textInput(inputs['script_source'] ?? null, 'script_source');
  if (path !== null && text === null) return { kind: 'path', path };
  if (text !== null && path === null) return { kind: 'text', text };
  throw new NonRecoverableError('Give either script_path or script_source, not both and not neither.');
}

/** Older plugins had other ways for `ctx` to reach the manager; the one way here stands for all of them but `none`. */
function readProxyType(given: Json): boolean {
  if (given === null || given === '' || given === 'auto' || given === 'http') return true;
  if (given === 'none') return false;
  throw new NonRecoverableError(
    `Unsupported proxy type: ${environmentText(given)}. process.ctx_proxy_type is auto, http or none.`,
  );
}

function isOn(given: Json | undefined, otherwise: boolean): boolean {
  if (given === undefined || given === null) return otherwise;
  return given !== false && given !== 0 && given !== '' && given !== 'false' && given !== 'False';
}

/** A value as a script finds it in its environment: JSON for maps, lists and booleans, else Python's `str()`. */
export function environmentText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null || typeof value === 'number' ? representValue(value) : dumpJson(value);
}

function mapInput(value: Json, name: string): JsonObject {
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  throw new NonRecoverableError(`The input ${name} must be a map.`);
}

function listInput(value: Json, name: string): Json[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new NonRecoverableError(`The input ${name} must be a list.`);
}

function textInput(value: Json, name: string): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw new NonRecoverableError(`The input ${name} must be a text.`);
}
