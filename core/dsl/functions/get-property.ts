import type { Json } from '../../blueprint/json.ts';
import { hasFunctionArgument, isFunction } from './arguments.ts';
import type { FunctionDefinition, RuntimeSite } from './definition.ts';
import { FunctionFault, unresolved } from './fault.ts';
import { nodeNameOf, readReference, scopeKey, unfitReference, unknownNode } from './node-reference.ts';
import { childOf, formatPath, type Step } from './path.ts';
import type { EvaluationScope } from './storage.ts';

export const getProperty: FunctionDefinition = {
  evaluated: 'creation',
  docs: {
    form: '[node or SELF, SOURCE, TARGET, property, key or position, ...]',
    description: 'The value of a property of a node template, or of a part of it.',
    example: '{ get_property: [SELF, endpoint, port] }',
  },

  unfit: (args) => unfitReference('get_property', args),

  misused(args, site) {
    if (hasFunctionArgument(args)) return null;
    const unknown = unknownNode('get_property', Array.isArray(args) ? args[0] : undefined, site);
    if (unknown !== null) return unknown;
    try {
      getProperty.atCreation?.({ args, type: undefined }, { scope: site.scope, context: { ...site, inputs: null } });
      return null;
    } catch (error) {
      if (error instanceof FunctionFault) return { code: error.code, detail: error.message };
      throw error;
    }
  },

  atCreation({ args }, { scope, context }) {
    if (hasFunctionArgument(args)) throw unresolved('get_property');
    const { node, path } = readReference('get_property', args);
    const self = nodeNameOf(node, scope);
    const found = context.nodes.get(self);
    if (found === undefined) throw unknown(node);
    const value = lookUp(found.properties, { path, node });
    // Words in another node's properties are about that node.
    const key = scopeKey(node);
    return key === 'self' ? { value } : { value, scope: { self }, foreign: key === null };
  },

  async atRuntime({ args }, site) {
    const { node, path } = readReference('get_property', args);
    const { template, scope } = await meantNode(node, site);
    let value: Json = template.properties ?? {};
    for (const step of path) {
      const child = childOf(value, step);
      if (child.kind !== 'value') throw missing(node, path);
      value = await site.evaluate(child.value, scope);
    }
    return { value };
  },
};

async function meantNode(name: string, { scope, storage }: RuntimeSite) {
  const key = scopeKey(name);
  const id = key === null ? undefined : scope[key];
  const instance = id === undefined ? null : await storage.instance(id);
  const node = key === null ? name : (instance?.node ?? (key === 'self' ? scope.node : undefined) ?? id);
  if (node === undefined) throw new FunctionFault(9034, `${name} has no meaning here.`);
  const template = await storage.node(node);
  if (template === null) throw unknown(node);
  const inside: EvaluationScope = instance === null ? { node } : { self: instance.id, node };
  return { template, scope: key === 'self' ? scope : inside };
}

/**
 * A call on the way cannot be followed before it is evaluated: what then becomes of the rest of the path (it is put
 * behind the call, in a list) existing blueprints can rely on (dsl.md section 9, quirk).
 */
function lookUp(properties: Json, at: { path: Step[]; node: string }): Json {
  let value = properties;
  for (const step of at.path) {
    if (isFunction(value)) {
      value = [value, step];
      continue;
    }
    const child = childOf(value, step);
    if (child.kind !== 'value') throw missing(at.node, at.path);
    value = child.value;
  }
  return value;
}

function missing(node: string, path: Step[]): FunctionFault {
  return new FunctionFault(9031, `The node "${node}" has no property "${formatPath(path)}".`);
}

function unknown(node: string): FunctionFault {
  return new FunctionFault(9033, `get_property refers to the unknown node "${node}".`);
}
