import { didYouMean } from '../../diagnostics/nearest.ts';
import { inWords, malformed } from './arguments.ts';
import { offered } from './capabilities.ts';
import type { FunctionDefinition } from './definition.ts';

const wanted = ['ids', 'names', 'count'];

export const getConsumers: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: 'ids, names or count',
    description: 'The deployments that use this one: their ids or names as a list, or how many they are.',
    example: '{ get_consumers: count }',
  },

  unfit(args) {
    if (typeof args === 'string' && wanted.includes(args)) return null;
    const detail = `get_consumers needs one of ${wanted.join(', ')}, and this is ${inWords(args)}.`;
    return malformed(detail, { hint: () => (typeof args === 'string' ? didYouMean(args, wanted) : undefined) });
  },

  async atRuntime({ args }, { storage }) {
    offered(storage.consumers, 'get_consumers');
    const consumers = (await storage.consumers?.()) ?? [];
    if (args === 'count') return { value: consumers.length };
    return { value: consumers.map(({ id, name }) => (args === 'ids' ? id : name)) };
  },
};
