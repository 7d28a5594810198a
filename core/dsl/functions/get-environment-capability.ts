import { inWords, malformed, unfitSteps } from './arguments.ts';
import { offered, partOf } from './capabilities.ts';
import type { FunctionDefinition } from './definition.ts';

const call = 'get_environment_capability';
const usage = `${call} needs the name of a capability, or a list of it and at least one key or position.`;

export const getEnvironmentCapability: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: 'capability, or [capability, key or position, ...]',
    description: 'A capability of the environment, which is the deployment that this one was made in, or a part of it.',
    example: '{ get_environment_capability: cluster_address }',
  },

  unfit(args) {
    if (typeof args === 'string') return null;
    if (Array.isArray(args)) return unfitSteps(args, { least: 2, usage });
    return malformed(`${usage} This is ${inWords(args)}.`);
  },

  async atRuntime({ args }, { storage }) {
    const [name, ...path] = Array.isArray(args) ? args : [args];
    offered(storage.environmentCapability, call);
    const capability = await storage.environmentCapability?.(String(name));
    return { value: partOf(capability, path, { call, what: `capability "${String(name)}" of the environment` }) };
  },
};
