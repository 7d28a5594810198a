import type { Json } from '../../blueprint/json.ts';
import type { RuntimeSite } from './definition.ts';
import { FunctionFault } from './fault.ts';
import type { FunctionName } from './names.ts';
import { scopeKey } from './node-reference.ts';
import { childOf, formatPath, type Step } from './path.ts';
import type { EvaluationScope, StoredInstance, StoredNode } from './storage.ts';

/**
 * An attribute of an instance: of its runtime properties; else the id or number that every instance has; else of the
 * properties of its node; else null (dsl.md section 9, get_attribute). Functions on the way are evaluated.
 */
export async function readAttribute(
  of: { instance: StoredInstance; node: StoredNode },
  path: Step[],
  site: RuntimeSite,
): Promise<Json> {
  const { instance, node } = of;
  const own = await follow(instance.runtimeProperties, path, site);
  if (own !== null) return own;
  if (path.length === 1 && path[0] === 'node_instance_id') return instance.id;
  if (path.length === 1 && path[0] === 'node_instance_index') return instance.index;
  return follow(node.properties ?? {}, path, site);
}

/** The template and all instances of the node that a call names. */
export async function everyInstance(
  name: FunctionName,
  meant: string,
  { scope, storage }: RuntimeSite,
): Promise<{ node: StoredNode; instances: StoredInstance[] }> {
  const key = scopeKey(meant);
  const id = key === null ? meant : (scope[key] ?? (key === 'self' ? scope.node : undefined));
  if (id === undefined) throw outOfPlace(meant);
  const instance = key === null ? null : await storage.instance(id);
  const node = await nodeOf(instance?.node ?? id, name, storage);
  return { node, instances: await storage.instancesOf(node.id) };
}

/** The template of that name; a fault when there is none. */
export async function nodeOf(id: string, name: FunctionName, storage: RuntimeSite['storage']): Promise<StoredNode> {
  const node = await storage.node(id);
  if (node === null) throw new FunctionFault(9033, `${name} refers to the unknown node "${id}".`);
  return node;
}

/** The fault of SELF, SOURCE or TARGET where nothing stands for it. */
export function outOfPlace(word: string): FunctionFault {
  return new FunctionFault(9031, `${word} has no meaning here.`);
}

/** The scope in which functions inside an instance's attributes are read. */
export function scopeInside(instance: StoredInstance, scope: EvaluationScope): EvaluationScope {
  return scope.self === instance.id ? scope : { self: instance.id };
}

/** Null for what is not there. */
async function follow(start: Json, path: Step[], site: RuntimeSite): Promise<Json> {
  let value = start;
  for (const step of path) {
    const child = childOf(value, step);
    if (child.kind === 'no position') {
      throw new FunctionFault(
        9031,
        `"${step}" in ${formatPath(path)} has to be a position: it stands for an item of a list.`,
      );
    }
    if (child.kind !== 'value') return null;
    value = await site.evaluate(child.value, site.scope);
  }
  return value;
}
