import type { LoadedScript } from './load-script.ts';
import type { ScriptInputs } from './script-inputs.ts';

/** How a script is started. */
export interface HowToRun {
  /** It is run as Python, so that its inputs and its exceptions are those of a Python operation. */
  isPython: boolean;
  /** It may import the module `cloudify`. */
  hasModule: boolean;
  environment: Record<string, string>;
  /** The line of shell, given the word that names the script. */
  commandLine(script: string): string;
}

const python = 'python3 -u "$GANTRY_CTX"/bin/python/run.py';
const parses = 'python3 "$GANTRY_CTX"/bin/python/is_python.py';

/**
 * As runtime.md C.2 says: Python when the name or `process.eval_python` says so, an inline script also when it reads
 * as Python, PowerShell by its name, all else by its shebang. A command prefix wins over all of these.
 */
export function howToRun(inputs: ScriptInputs, { name, content }: LoadedScript): HowToRun {
  const { commandPrefix, evalPython, environment, ownEnvironment } = inputs;
  const line = (...parts: (string | null)[]) => [...parts, ...inputs.args].filter((part) => part).join(' ');
  const extension = /\.[^.]*$/.exec(name)?.[0].toLowerCase();
  const isPython = evalPython === true || (extension === '.py' && evalPython !== false);
  if (commandPrefix === null && isPython) {
    const commandLine = (script: string) => line(python, script);
    return { isPython, hasModule: true, environment: ownEnvironment, commandLine };
  }
  if (commandPrefix === null && inputs.source.kind === 'text' && evalPython === null) {
    // Only Python can tell what is Python.
    const commandLine = (script: string) =>
      `if ${parses} ${script} 2>/dev/null; then ${line(python, script)}; else ${line(script)}; fi`;
    return { isPython: false, hasModule: true, environment, commandLine };
  }
  const prefix = commandPrefix ?? (extension === '.ps1' ? 'powershell' : null);
  const commandLine = (script: string) => line(prefix, script);
  return { isPython: false, hasModule: isPython || mentionsModule(content), environment, commandLine };
}

function mentionsModule(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return bytes.includes('cloudify') && /^\s*(?:from|import)\s+cloudify\b/m.test(bytes.toString('utf8'));
}
