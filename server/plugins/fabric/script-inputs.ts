import type { JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';
import { shellText } from './fabric-env.ts';
import { listInput, mapInput, textInput } from './read-input.ts';

/** The inputs of `run_script` beside the connection (runtime.md C.4). */
export interface FabricScriptInputs {
  path: string;
  /** Inputs of the operation's own and `process.env`, which wins. */
  environment: Record<string, string>;
  /** Inputs of the operation's own. */
  own: JsonObject;
  /** Null: the work folder below the base folder. */
  cwd: string | null;
  /** Null: `CFY_EXEC_TEMPDIR` of the host, else its folder for temporary files. */
  baseDir: string | null;
  args: string[];
  commandPrefix: string | null;
}

const reserved = new Set([
  ...['script_path', 'fabric_env', 'process', 'use_sudo', 'hide_output', 'ctx'],
  ...['non_recoverable_error_exit_codes', 'proxy_settings'],
]);

/** Throws `NonRecoverableError` when the inputs make no sense. */
export function readScriptInputs(inputs: JsonObject): FabricScriptInputs {
  const path = textInput(inputs['script_path'], 'script_path');
  if (path === null)
    throw new NonRecoverableError('The input script_path is missing: the path of a script in the blueprint.');
  const process = mapInput(inputs['process'], 'process');
  const others = Object.entries(inputs).filter(([name]) => !reserved.has(name));
  const extra = Object.entries(mapInput(process['env'], 'process.env'));
  return {
    path,
    environment: Object.fromEntries([...others, ...extra].map(([name, value]) => [name, shellText(value)])),
    own: Object.fromEntries(others),
    cwd: textInput(process['cwd'], 'process.cwd'),
    baseDir: textInput(process['base_dir'], 'process.base_dir'),
    args: listInput(process['args'], 'process.args').map(shellText),
    commandPrefix: textInput(process['command_prefix'], 'process.command_prefix'),
  };
}
