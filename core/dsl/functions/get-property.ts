import type { Json } from '../../blueprint/json.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault, unresolved } from './fault.ts';
import { hasFunction } from './names.ts';
import { checkNodeReference, nodeNameOf, scopeKey } from './node-reference.ts';
import { follow, formatPath, readSteps, type Step } from './path.ts';

/** `get_property: [node or SELF/SOURCE/TARGET, property, key or position, ...]`. */
export const getProperty: FunctionDefinition = {
  check(args, site) {
    const list = checkNodeReference('get_property', args, site);
    if (list === null) return;
    const value = toJson(list);
    if (!hasFunction(value)) site.evaluate(getProperty, value);
  },

  atCreation({ args }, { scope, context }) {
    if (hasFunction(args)) {
      if (context.inputs === null) return null;
      throw unresolved('get_property');
    }
    const { node, path } = readArguments(args);
    const self = nodeNameOf(node, scope);
    const found = context.nodes.get(self);
    if (found === undefined) throw new FunctionFault(9033, `get_property refers to the unknown node "${node}".`);
    const value = lookUp(found.properties, { path, node });
    // Words in another node's properties are about that node.
    return scopeKey(node) === 'self' ? { value } : { value, scope: { self } };
  },

  async atRuntime(args, { scope, storage }) {
    const { node, path } = readArguments(args);
    const key = scopeKey(node);
    const instance = key === null ? null : await storage.instance(scope[key] ?? '');
    if (key !== null && instance === null) throw new FunctionFault(9034, `${node} has no meaning here.`);
    const template = await storage.node(instance?.node ?? node);
    if (template === null) throw new FunctionFault(9033, `get_property refers to the unknown node "${node}".`);
    return { value: lookUp(template.properties, { path, node }) };
  },
};

function readArguments(args: Json): { node: string; path: Step[] } {
  const [node, ...rest] = Array.isArray(args) ? args : [];
  const path = readSteps(rest);
  if (typeof node === 'string' && path !== null && path.length > 0) return { node, path };
  throw new FunctionFault(9032, 'get_property needs the name of a node, and keys or positions.');
}

function lookUp(properties: Json, at: { path: Step[]; node: string }): Json {
  const found = follow(properties, at.path);
  if (found.kind === 'value') return found.value;
  // The way leads through a call; what the reference makes of it (dsl.md section 9) existing blueprints can rely on.
  if (found.kind === 'function') return [found.call, ...found.rest];
  throw new FunctionFault(9031, `The node "${at.node}" has no property "${formatPath(at.path)}".`);
}
