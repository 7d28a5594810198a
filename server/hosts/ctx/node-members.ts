import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { InstanceRole, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import { methodOf } from './call.ts';
import { CtxError } from './ctx-error.ts';
import type { CtxState } from './ctx-state.ts';
import { type CtxObject, objectOf, type Thing, thingOf } from './thing.ts';

/** A node and its instance: the node of the operation, or one side of its relationship (runtime.md C.1). */
export function sideObject(state: CtxState, role: InstanceRole, subject: NodeAndInstance): CtxObject {
  const node = () => nodeObject(subject);
  return objectOf('RelationshipSubjectContext', { node, instance: () => instanceObject(state, role, subject) });
}

function nodeObject({ node }: NodeAndInstance): CtxObject {
  const values: Record<string, Json> = {
    id: node.id,
    name: node.name,
    type: node.type,
    type_hierarchy: node.type_hierarchy,
    number_of_instances: node.capabilities.scalable.properties.current_instances,
  };
  const members = Object.entries(values).map(([name, value]): [string, () => Thing] => [name, () => thingOf(value)]);
  return objectOf('NodeContext', {
    ...Object.fromEntries(members),
    properties: () => ({ kind: 'map', read: () => node.properties, write: null }),
  });
}

function instanceObject(state: CtxState, role: InstanceRole, subject: NodeAndInstance): CtxObject {
  const { instance } = subject;
  return objectOf('NodeInstanceContext', {
    id: () => thingOf(instance.id),
    index: () => thingOf(instance.index),
    host_ip: async () => thingOf(await hostIp(state, role, subject)),
    node: () => nodeObject(subject),
    runtime_properties: () => state.properties(role, subject),
    relationships: () =>
      instance.relationships.length === 0 ? thingOf([]) : { kind: 'opaque', name: 'RelationshipContext' },
    scaling_groups: () => {
      if (instance.scalingGroups === null) throw new CtxError('TypeError', "'NoneType' object is not iterable");
      return thingOf(instance.scalingGroups.map(({ id, name }) => ({ id, name })));
    },
    drift: () => thingOf(null),
    assign: () => ({
      kind: 'function',
      signature: methodOf('NodeInstanceContext.assign', 'runtime_properties'),
      call: ([value]) => done(() => assign(state, { role, subject }, value ?? null)),
    }),
    related: async () => thingOf(await related(state.context, subject)),
    update: () => ({
      kind: 'function',
      signature: methodOf('NodeInstanceContext.update', ['on_conflict', null]),
      call: () => done(() => state.update(role)),
    }),
    refresh: () => ({
      kind: 'function',
      signature: methodOf('NodeInstanceContext.refresh', ['force', false]),
      call: ([force]) => done(() => state.refresh(role, isTrue(force))),
    }),
  });
}

/** Takes the runtime properties as a script in Python left them. */
function assign(
  state: CtxState,
  { role, subject }: { role: InstanceRole; subject: NodeAndInstance },
  value: Json,
): void {
  if (!isJsonObject(value)) throw new CtxError('TypeError', 'runtime properties are a map');
  state.properties(role, subject).write?.(value, true);
  state.update(role);
}

function done(act: () => void): null {
  act();
  return null;
}

function isTrue(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

/** The address of an instance's host: its runtime property `ip`, else its node's property (runtime.md C.1). */
export async function hostIp(state: CtxState, role: InstanceRole, subject: NodeAndInstance): Promise<Json> {
  const { hostId, id } = subject.instance;
  if (hostId === null) throw new CtxError('NonRecoverableError', 'host_id missing');
  const host = hostId === id ? subject : await state.context.instance(hostId);
  const stored = host === subject ? state.properties(role, subject).read() : host?.instance.runtimeProperties;
  for (const ip of [stored?.['ip'], host?.node.properties['ip']]) if (isTrue(ip)) return ip ?? null;
  throw new CtxError('NonRecoverableError', `could not find ip for host node instance: ${hostId}`);
}

/** The targets of an instance's relationships, for scripts in Python: the command line cannot name one of a list. */
export async function related(context: OperationContext, { node, instance }: NodeAndInstance): Promise<Json> {
  const all: Json[] = [];
  for (const { type, target_id, target_name } of instance.relationships) {
    const planned = node.relationships.find((one) => one.type === type && one.target_id === target_name);
    const target = await context.instance(target_id);
    if (target === null) continue;
    all.push({
      type,
      type_hierarchy: planned?.type_hierarchy ?? [type],
      target: { node: nodeValues(target), instance: instanceValues(target) },
    });
  }
  return all;
}

/** What a script reads of a node that is not its own. */
export function nodeValues({ node }: NodeAndInstance): JsonObject {
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    type_hierarchy: node.type_hierarchy,
    properties: node.properties,
    number_of_instances: node.capabilities.scalable.properties.current_instances,
  };
}

/** What a script reads of an instance that is not its own. */
export function instanceValues({ instance }: NodeAndInstance): JsonObject {
  return { id: instance.id, index: instance.index, runtime_properties: instance.runtimeProperties };
}

/** The runtime properties of everything that the instance is related to, by instance (deprecated in the reference). */
export function capabilities(state: CtxState): CtxObject {
  const { context } = state;
  const { self, source, target, side } = context;
  const subject = self ?? (side === 'target' ? target : source);
  if (!subject) {
    const text =
      'capabilities can only be used in a node-instance/relationship-instance context but used in a deployment context.';
    throw new CtxError('NonRecoverableError', text);
  }
  return objectOf('ContextCapabilities', {
    get_all: () => ({
      kind: 'function',
      signature: methodOf('ContextCapabilities.get_all'),
      call: () => capabilitiesOf(context, subject),
    }),
  });
}

/** What `ctx capabilities get_all` prints. */
export async function capabilitiesOf(context: OperationContext, { instance }: NodeAndInstance): Promise<JsonObject> {
  const all: JsonObject = {};
  for (const { target_id } of instance.relationships) {
    const target = await context.instance(target_id);
    if (target !== null) all[target_id] = target.instance.runtimeProperties;
  }
  return all;
}
