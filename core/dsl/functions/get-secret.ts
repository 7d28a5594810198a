import type { Json } from '../../blueprint/json.ts';
import { inWords } from '../schema/fields.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { isFunctionNode } from './names.ts';
import { follow, formatPath, readSteps } from './path.ts';

/** `get_secret: name`, or `get_secret: [name, key or position, ...]` for a secret that holds JSON. */
export const getSecret: FunctionDefinition = {
  check(args, site) {
    const name = args.kind === 'list' ? args.items[0] : args;
    if (name?.kind === 'scalar' && name.type !== 'null') return;
    if (name !== undefined && isFunctionNode(name)) return;
    site.problem(9032, args, { detail: `get_secret needs the name of a secret, and this is ${inWords(args)}.` });
  },

  async atRuntime(args, { storage }) {
    const [name, ...rest] = Array.isArray(args) ? args : [args];
    const path = readSteps(rest);
    if (typeof name !== 'string' || path === null) {
      throw new FunctionFault(9032, 'get_secret needs the name of a secret, and keys or positions.');
    }
    const secret = await storage.secret(name);
    if (path.length === 0) return { value: secret };
    const found = follow(readJson(secret, name), path);
    if (found.kind === 'value') return { value: found.value };
    throw new FunctionFault(9031, `The secret "${name}" has no value at ${formatPath(path)}.`);
  },
};

/** What is wrong with the text is not said: a message must not show a part of a secret. */
function readJson(secret: string, name: string): Json {
  try {
    return JSON.parse(secret) as Json;
  } catch {
    throw new FunctionFault(9031, `The secret "${name}" is not JSON, so nothing inside it can be read.`);
  }
}
