import { hasFunctionArgument } from './arguments.ts';
import { nodeOf, outOfPlace, readAttribute, scopeInside } from './attributes.ts';
import { chooseInstance } from './choose-instance.ts';
import type { FunctionDefinition, RuntimeSite } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { readReference, scopeKey, unfitReference, unknownNode } from './node-reference.ts';
import type { EvaluationScope, StoredInstance } from './storage.ts';

export const getAttribute: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[node or SELF, SOURCE, TARGET, attribute, key or position, ...]',
    description:
      'A runtime property of a node instance, or of a part of it; where there is none, the property of its node of the same name. The attributes node_instance_id and node_instance_index are always there. Of several instances the one related to SELF is meant, or the one in the same instance of a scaling group.',
    example: '{ get_attribute: [host, ip] }',
  },

  unfit: (args) => unfitReference('get_attribute', args),

  misused(args, site) {
    if (!Array.isArray(args) || hasFunctionArgument(args)) return null;
    return unknownNode('get_attribute', args[0], site);
  },

  async atRuntime({ args }, site) {
    const { node, path } = readReference('get_attribute', args);
    const instance = await instanceMeant(node, site).catch((error: unknown) => shownError(error, site.scope));
    if (typeof instance === 'string') return { value: instance };
    const scope = scopeInside(instance, site.scope);
    const template = await nodeOf(instance.node, 'get_attribute', site.storage);
    return { value: await readAttribute({ instance, node: template }, path, { ...site, scope }), scope };
  },
};

function shownError(error: unknown, scope: EvaluationScope): string {
  if (scope.shownErrors !== true || !(error instanceof FunctionFault)) throw error;
  return `<ERROR: Unable to evaluate get_attribute function: ${error.message}>`;
}

async function instanceMeant(name: string, { scope, storage }: RuntimeSite): Promise<StoredInstance> {
  const hinted = scope.instance === undefined ? null : await storage.instance(scope.instance);
  if (hinted?.node === name) return hinted;
  const key = scopeKey(name);
  const id = key === null ? undefined : scope[key];
  const instance = id === undefined ? null : await storage.instance(id);
  if (instance !== null) return instance;
  if (key === 'source' || key === 'target') throw outOfPlace(name);
  const node = key === 'self' ? (scope.node ?? name) : name;
  return chooseInstance(node, await storage.instancesOf(node), { scope, storage });
}
