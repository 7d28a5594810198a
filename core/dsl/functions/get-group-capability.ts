import type { Json } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import { unfitSteps } from './arguments.ts';
import { offered, partOf } from './capabilities.ts';
import type { FunctionDefinition } from './definition.ts';

const call = 'get_group_capability';
const usage = `${call} needs a list of a deployment group, a capability or a list of capabilities, and keys and positions.`;

export const getGroupCapability: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[group, capability or [capability, ...], key or position, ...]',
    description:
      'A capability, or several, of every deployment of a group, or a part of each: a map from the deployment to the value.',
    example: '{ get_group_capability: [edges, address] }',
  },

  unfit(args) {
    const several = Array.isArray(args) && Array.isArray(args[1]);
    return unfitSteps(several ? args.with(1, '') : args, { least: 2, usage });
  },

  async atRuntime({ args }, { storage }) {
    const [group, wanted, ...path] = Array.isArray(args) ? args : [];
    offered(storage.groupCapability, call);
    const read = async (name: Json | undefined) => {
      const values = await storage.groupCapability?.(String(group), String(name));
      const what = `capability "${String(name)}" of the deployment group "${String(group)}"`;
      const entries = Object.entries(values ?? partOf(undefined, [], { call, what }) ?? {});
      return jsonObject(entries.map(([id, value]) => [id, partOf(value, path, { call, what })]));
    };
    if (!Array.isArray(wanted)) return { value: await read(wanted) };
    const byDeployment = new Map<string, [string, Json][]>();
    for (const name of wanted) {
      for (const [id, value] of Object.entries(await read(name))) {
        byDeployment.set(id, [...(byDeployment.get(id) ?? []), [String(name), value]]);
      }
    }
    return { value: jsonObject([...byDeployment].map(([id, values]) => [id, jsonObject(values)])) };
  },
};
