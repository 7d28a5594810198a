import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { AttemptFile } from './launcher/commands.ts';

const root = new URL('./python/', import.meta.url);
const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));

/** The module `cloudify` for scripts in Python. It goes to the host with the script: nothing is installed there. */
export const pythonFiles: readonly AttemptFile[] = names.map((name) => ({
  name: `bin/python/${name}`,
  mode: '600',
  content: readFileSync(new URL(name, root)),
}));

/**
 * Shell that lets a script import the module, with the inputs of its operation. The inputs are only ever open and never
 * a file with a name, because some of them are secrets.
 */
export function pythonLines(inputs: JsonObject): string[] {
  const end = 'GANTRY_INPUTS_END';
  return [
    `PYTHONPATH="$GANTRY_CTX"/bin/python\${PYTHONPATH:+:$PYTHONPATH}`,
    'GANTRY_INPUTS=7',
    'export PYTHONPATH GANTRY_INPUTS',
    `exec 7<<'${end}'`,
    JSON.stringify(inputs),
    end,
  ];
}
