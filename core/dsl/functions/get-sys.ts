import type { Json } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { inWords, isFunction, unfitSteps } from './arguments.ts';
import { offered } from './capabilities.ts';
import type { CallProblem, FunctionDefinition } from './definition.ts';
import { FunctionFault, refuse } from './fault.ts';
import type { SystemProperty } from './storage.ts';

const properties: Readonly<Record<string, readonly string[]>> = {
  tenant: ['name'],
  deployment: ['id', 'name', 'blueprint', 'owner'],
};

export const getSys: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[tenant, name], or [deployment, id, name, blueprint or owner]',
    description:
      'What the system knows about this deployment: its id, name, blueprint, owner, or the name of its tenant.',
    example: '{ get_sys: [deployment, id] }',
  },

  unfit: (args) =>
    unfitSteps(args, { least: 2, usage: 'get_sys needs a list of an entity and one of its properties.' }),

  misused: (args) => unknownProperty(Array.isArray(args) ? args : []),

  async atRuntime({ args }, { storage }) {
    const wanted = Array.isArray(args) ? args : [];
    refuse(unknownProperty(wanted));
    offered(storage.system, 'get_sys');
    const value = await storage.system?.(...([String(wanted[0]), String(wanted[1])] as SystemProperty));
    if (value !== undefined) return { value };
    throw new FunctionFault(9031, `get_sys: the ${String(wanted[1])} of the ${String(wanted[0])} is not known.`);
  },
};

function unknownProperty([entity = null, property = null]: Json[]): CallProblem | null {
  if (isFunction(entity)) return null;
  const known = typeof entity === 'string' && Object.hasOwn(properties, entity) ? properties[entity] : undefined;
  if (known === undefined) {
    const names = Object.keys(properties);
    const detail = `get_sys knows the entities ${names.join(' and ')}, and this is ${inWords(entity)}.`;
    return { code: 9066, detail, hint: () => didYouMean(String(entity), names), at: 0 };
  }
  if (isFunction(property) || (typeof property === 'string' && known.includes(property))) return null;
  const detail = `get_sys knows of a ${String(entity)}: ${known.join(', ')}. This is ${inWords(property)}.`;
  return { code: 9067, detail, hint: () => didYouMean(String(property), known), at: 1 };
}
