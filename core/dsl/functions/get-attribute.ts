import type { Json } from '../../blueprint/json.ts';
import { chooseInstance } from './choose-instance.ts';
import type { FunctionDefinition, RuntimeEvaluated } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { checkNodeReference, scopeKey } from './node-reference.ts';
import { follow, readSteps, type Step } from './path.ts';
import type { EvaluationStorage, StoredInstance } from './storage.ts';

/** `get_attribute: [node or SELF/SOURCE/TARGET, attribute, key or position, ...]`. */
export const getAttribute: FunctionDefinition = {
  check(args, site) {
    checkNodeReference('get_attribute', args, site);
  },

  async atRuntime(args, { scope, storage }) {
    const { node, path } = readArguments('get_attribute', args);
    const key = scopeKey(node);
    if (key === null) {
      const candidates = await storage.instancesOf(node);
      return readAttribute(await chooseInstance(node, candidates, { scope, storage }), path, storage);
    }
    const instance = await storage.instance(scope[key] ?? '');
    if (instance === null) throw new FunctionFault(9034, `${node} has no meaning here.`);
    return readAttribute(instance, path, storage);
  },
};

/** `get_attributes_list: [node, attribute, ...]`: the attribute of every instance of the node. */
export const getAttributesList: FunctionDefinition = {
  check(args, site) {
    checkNodeReference('get_attributes_list', args, site);
  },

  async atRuntime(args, { scope, storage }) {
    const { node, path } = readArguments('get_attributes_list', args);
    const values: Json[] = [];
    for (const instance of await everyInstance(node, { scope, storage })) {
      values.push((await readAttribute(instance, path, storage)).value);
    }
    return { value: values };
  },
};

/** `get_attributes_dict: [node, attribute or [attribute, ...], ...]`: several attributes of every instance, by its id. */
export const getAttributesDict: FunctionDefinition = {
  check(args, site) {
    checkNodeReference('get_attributes_dict', args, site);
  },

  async atRuntime(args, { scope, storage }) {
    const [node, ...wanted] = Array.isArray(args) ? args : [];
    if (typeof node !== 'string') throw new FunctionFault(9032, 'get_attributes_dict needs the name of a node.');
    const paths = wanted.map((item) => readSteps(Array.isArray(item) ? item : [item]) ?? []);
    const names = paths.map((path) => path.join('.'));
    if (new Set(names).size !== names.length) {
      throw new FunctionFault(9031, 'get_attributes_dict is asked for the same attribute twice.');
    }
    const values: [string, Json][] = [];
    for (const instance of await everyInstance(node, { scope, storage })) {
      const attributes: [string, Json][] = [];
      for (const [index, path] of paths.entries()) {
        attributes.push([names[index] ?? '', (await readAttribute(instance, path, storage)).value]);
      }
      values.push([instance.id, Object.fromEntries(attributes)]);
    }
    return { value: Object.fromEntries(values) };
  },
};

async function everyInstance(
  node: string,
  at: { scope: { self?: string; source?: string; target?: string }; storage: EvaluationStorage },
): Promise<StoredInstance[]> {
  const key = scopeKey(node);
  const own = key === null ? null : await at.storage.instance(at.scope[key] ?? '');
  return at.storage.instancesOf(own?.node ?? node);
}

function readArguments(name: string, args: Json): { node: string; path: Step[] } {
  const [node, ...rest] = Array.isArray(args) ? args : [];
  const path = readSteps(rest);
  if (typeof node === 'string' && path !== null && path.length > 0) return { node, path };
  throw new FunctionFault(9032, `${name} needs the name of a node, and keys or positions.`);
}

/** Runtime properties first, then what every instance has, then the properties of its node; null when none has it. */
async function readAttribute(
  instance: StoredInstance,
  path: Step[],
  storage: EvaluationStorage,
): Promise<RuntimeEvaluated> {
  const scope = { self: instance.id };
  const own = follow(instance.runtimeProperties, path);
  if (own.kind === 'value' && own.value !== null) return { value: own.value, scope };
  const builtIn = path.length === 1 ? builtInAttribute(instance, path[0]) : null;
  if (builtIn !== null) return { value: builtIn };
  const template = await storage.node(instance.node);
  const property = template === null ? null : follow(template.properties, path);
  return { value: property?.kind === 'value' ? property.value : null, scope };
}

function builtInAttribute(instance: StoredInstance, name: Step | undefined): Json {
  if (name === 'node_instance_id') return instance.id;
  return name === 'node_instance_index' ? instance.index : null;
}
