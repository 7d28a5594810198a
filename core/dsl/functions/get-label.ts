import type { Json } from '../../blueprint/json.ts';
import { inWords, isFunction, malformed } from './arguments.ts';
import { offered } from './capabilities.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';

const usage = 'get_label needs the key of a label, or a list of it and a position among its values.';

export const getLabel: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: 'key, or [key, position]',
    description: 'The values of a label of this deployment, as a list, or the one at a position.',
    example: '{ get_label: [environment, 0] }',
  },

  unfit(args) {
    if (typeof args === 'string' || isFunction(args)) return null;
    if (!Array.isArray(args) || args.length !== 2) return malformed(`${usage} This is ${inWords(args)}.`);
    const [key = null, position = null] = args;
    if (typeof key !== 'string' && !isFunction(key))
      return malformed(`${usage} The key is ${inWords(key)}.`, { at: 0 });
    return positionOf(position) === null
      ? malformed(`${usage} The position is ${inWords(position)}.`, { at: 1 })
      : null;
  },

  async atRuntime({ args }, { storage }) {
    const [key, position] = Array.isArray(args) ? args : [args];
    offered(storage.label, 'get_label');
    const values = await storage.label?.(String(key));
    if (values === undefined) throw new FunctionFault(9031, `The deployment has no label "${String(key)}".`);
    if (position === undefined) return { value: values };
    const value = values.at(positionOf(position) ?? values.length);
    if (value === undefined) {
      throw new FunctionFault(
        9031,
        `The label "${String(key)}" has ${values.length} values and none at ${String(position)}.`,
      );
    }
    return { value };
  },
};

function positionOf(value: Json): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}
