import type { Json } from '../../blueprint/json.ts';
import { inWords, isFunction, malformed } from './arguments.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { childOf, formatPath, readSteps } from './path.ts';

export const getSecret: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: 'name, or [name, key or position, ...]',
    description:
      'The value of a secret, or, for a secret that holds JSON, of a part of it. Secrets that are named outright must exist when the deployment is created.',
    example: '{ get_secret: [cloud_account, password] }',
  },

  unfit(args) {
    if (typeof args === 'string' || isFunction(args) || (Array.isArray(args) && args.length > 1)) return null;
    const detail = `get_secret needs the name of a secret, or a list of it and at least one key or position, and this is ${inWords(args)}.`;
    return malformed(detail, { hint: Array.isArray(args) ? 'For the whole secret write its name alone.' : undefined });
  },

  async atRuntime({ args }, { storage }) {
    const [name, ...rest] = Array.isArray(args) ? args : [args];
    const path = readSteps(rest);
    if (typeof name !== 'string' || path === null) {
      throw new FunctionFault(9031, 'get_secret needs the name of a secret, and keys or positions.');
    }
    const secret = await storage.secret(name);
    if (!Array.isArray(args)) return { value: secret };
    let value = readJson(secret, name);
    for (const [index, step] of path.entries()) {
      const child = childOf(value, step);
      if (child.kind !== 'value') {
        throw new FunctionFault(9031, `The secret "${name}" has no value at ${formatPath(path.slice(0, index + 1))}.`);
      }
      value = child.value;
    }
    return { value };
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
