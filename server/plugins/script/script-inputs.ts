import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';
import { dumpJson, representValue } from '../../hosts/ctx/python-text.ts';

/** The inputs of a script operation, as runtime.md C.2 describes them. */
export interface ScriptInputs {
  source: { kind: 'path'; path: string } | { kind: 'text'; text: string };
  environment: Record<string, string>;
  cwd: string | null;
  args: string[];
  commandPrefix: string | null;
}

const own = new Set(['script_path', 'script_source', 'process', 'ssl_cert_content', 'ctx']);

/** Throws `NonRecoverableError` when the inputs make no sense. */
export function readScriptInputs(inputs: JsonObject): ScriptInputs {
  const process = mapInput(inputs['process'] ?? null, 'process');
  const others = Object.entries(inputs).filter(([name]) => !own.has(name));
  const extra = Object.entries(mapInput(process['env'] ?? null, 'process.env'));
  const source = sourceOf(inputs);
  return {
    source,
    environment: Object.fromEntries([...others, ...extra].map(([name, value]) => [name, environmentText(value)])),
    cwd: textInput(process['cwd'] ?? null, 'process.cwd'),
    args: listInput(process['args'] ?? null, 'process.args').map(environmentText),
    commandPrefix: textInput(process['command_prefix'] ?? null, 'process.command_prefix') ?? prefixFor(source, process),
  };
}

function sourceOf(inputs: JsonObject): ScriptInputs['source'] {
  const path = textInput(inputs['script_path'] ?? null, 'script_path');
  const text = textInput(inputs['script_source'] ?? null, 'script_source');
  if (path !== null && text === null) return { kind: 'path', path };
  if (text !== null && path === null) return { kind: 'text', text };
  throw new NonRecoverableError('Give either script_path or script_source, not both and not neither.');
}

/** Interpreters for scripts that are not run directly. */
function prefixFor(source: ScriptInputs['source'], process: JsonObject): string | null {
  const path = source.kind === 'path' ? source.path.toLowerCase() : '';
  if (path.endsWith('.ps1')) return 'powershell';
  return path.endsWith('.py') && process['eval_python'] !== false ? 'python3' : null;
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
