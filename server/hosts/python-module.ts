import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { AttemptFile } from './launcher/commands.ts';

const root = new URL('./python/', import.meta.url);
const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
const module: readonly AttemptFile[] = names.map((name) => ({
  name: `bin/python/${name}`,
  mode: '600',
  content: readFileSync(new URL(name, root)),
}));

/** Where a script's environment finds them, relative to the attempt's folder. */
export const pythonFolder = 'bin/python';

/**
 * The module `cloudify` for scripts in Python, with the inputs of their operation. They go to the host with the script:
 * nothing is installed there.
 */
export function pythonFiles(inputs: JsonObject): AttemptFile[] {
  return [
    ...module,
    { name: `${pythonFolder}/inputs.json`, mode: '600', content: Buffer.from(JSON.stringify(inputs)) },
  ];
}
