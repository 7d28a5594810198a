import { unfitSteps } from './arguments.ts';
import { offered, partOf } from './capabilities.ts';
import type { FunctionDefinition } from './definition.ts';

export const getCapability: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[deployment, capability, key or position, ...]',
    description:
      'A capability of another deployment, or a part of it. The deployment that reads it depends on the other one from its creation on.',
    example: '{ get_capability: [network, subnet_id] }',
  },

  unfit: (args) =>
    unfitSteps(args, {
      least: 2,
      usage: 'get_capability needs a list of a deployment, a capability, and keys and positions in its value.',
    }),

  async atRuntime({ args }, { storage }) {
    const [deployment, name, ...path] = Array.isArray(args) ? args : [];
    offered(storage.capability, 'get_capability');
    const capability = await storage.capability?.(String(deployment), String(name));
    const what = `capability "${String(name)}" of the deployment "${String(deployment)}"`;
    return { value: partOf(capability, path, { call: 'get_capability', what }) };
  },
};
