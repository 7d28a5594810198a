import type { Json } from '../../blueprint/json.ts';
import { ownValue } from '../../blueprint/json-object.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { isOfPlainType } from '../types/plain-values.ts';
import { hasFunctionArgument, inWords, isFunction, malformed, unfitSteps } from './arguments.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault, unresolved } from './fault.ts';
import { childOf, formatPath, readSteps } from './path.ts';

const usage = 'get_input needs the name of an input, or a list of it and of keys and positions in its value.';

export const getInput: FunctionDefinition = {
  evaluated: 'creation',
  docs: {
    form: 'name, or [name, key or position, ...]',
    description:
      'The value of an input of the deployment, or of a part of it. A key "type" beside the name asks for a value of that built-in type.',
    example: '{ get_input: [endpoint, port] }',
  },

  unfit(args) {
    if (typeof args === 'string' || isFunction(args)) return null;
    if (Array.isArray(args)) return unfitSteps(args, { least: 1, usage });
    return malformed(`${usage} This is ${inWords(args)}.`, { hint: 'For example: { get_input: port }.' });
  },

  misused(args, { inputs }) {
    const name = Array.isArray(args) ? args[0] : args;
    if (name === undefined || isFunction(name) || (typeof name === 'string' && inputs.has(name))) return null;
    return {
      code: 9030,
      detail: `get_input refers to ${named(name)}, and the blueprint has no such input.`,
      hint: () => (typeof name === 'string' ? didYouMean(name, inputs) : undefined),
      at: 0,
    };
  },

  atCreation({ args, type }, { context }) {
    if (context.inputs === null) return null;
    const { inputs } = context;
    if (hasFunctionArgument(args)) throw unresolved('get_input');
    const [name, ...path] = Array.isArray(args) ? args : [args];
    return { value: read(ownValue(inputs, String(name)), { name: name ?? null, path, type }), shared: true };
  },

  async atRuntime({ args, type }, { storage }) {
    const [name, ...path] = Array.isArray(args) ? args : [args];
    const value = await storage.input?.(String(name));
    return { value: read(value, { name: name ?? null, path, type }) };
  },
};

function read(root: Json | undefined, call: { name: Json; path: Json[]; type: Json | undefined }): Json {
  const { name, type } = call;
  if (root === undefined) throw new FunctionFault(9030, `The blueprint has no input ${named(name)}.`);
  const path = readSteps(call.path);
  if (path === null) throw new FunctionFault(9031, `get_input of "${name}": a path consists of keys and positions.`);
  let value = root;
  for (const [index, step] of path.entries()) {
    const child = childOf(value, step);
    if (child.kind !== 'value') {
      const where = formatPath([name, ...path.slice(0, index + 1)]);
      throw new FunctionFault(child.kind === 'leaf' ? 9031 : 9062, `The input "${name}" has no value at ${where}.`);
    }
    value = child.value;
  }
  if (typeof type === 'string' && type !== '' && !isOfPlainType(value, type)) {
    throw new FunctionFault(9062, `The input "${name}" is used as ${type} and does not have that type.`);
  }
  return value;
}

function named(name: Json): string {
  return typeof name === 'string' ? `"${name}"` : inWords(name);
}
