import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { ownValue } from '../../../../core/blueprint/json-object.ts';
import {
  type NodeAndInstance,
  NonRecoverableError,
  type OperationContext,
  RecoverableError,
} from '../../../../core/ports/operation.ts';
import type { KubernetesOperations } from '../operations.ts';
import { addressOf, isMaster, placeOfMaster } from './cluster-place.ts';

/** The operations of the relationships of the hosts generation, by the mappings of all its releases. */
export const connectOperations: KubernetesOperations = {
  'kubernetes.kube_plugin.tasks.connect_master': connectMaster,
  'kubernetes.kube_plugin.remote_tasks.connect_master': connectMaster,
  'kubernetes.kube_plugin.remote-tasks.connect_master': connectMaster,
  'kubernetes.kube_plugin.tasks.contained_in': containedIn,
  'kubernetes.kube_plugin.tasks.copy_rtprops': copyProperties,
};

/**
 * Tells a node where its master is: `master_ip`, `master_port`, and how one signs in to that machine (systems.md S1,
 * S2). The master may be of a type derived from the plugin's, or a proxy whose `kubernetes_info.url` says where the
 * cluster is. Passwords and keys are not copied: they are read from the master's node when they are needed.
 */
async function connectMaster(_parts: unknown, context: OperationContext): Promise<Json> {
  const { source, target } = sidesOf(context);
  const place = await placeOfMaster(context, target);
  if (place === null) throw noMaster(source, target);
  const known = { master_ip: place.address, ...(place.port === null ? {} : { master_port: place.port }) };
  await context.setRuntimeProperties('source', {
    ...source.instance.runtimeProperties,
    ...(isMaster(target) ? accountOf(target.node.properties) : {}),
    ...known,
  });
  context.log('info', `${source.instance.id} belongs to the cluster of ${place.address}.`);
  return known;
}

function noMaster(source: NodeAndInstance, target: NodeAndInstance): Error {
  const { name, type } = target.node;
  if (isMaster(target))
    return new RecoverableError(
      `${name}, the master of ${source.node.name}, has no address yet: it has no runtime property ip, no property ip, and stands on no host that has one.`,
    );
  return new NonRecoverableError(
    `${source.node.name} is connected to ${name} as its master, but ${name} (${type}) is neither a cloudify.kubernetes.Master nor a proxy with kubernetes_info.url among its outputs. ` +
      'Connect it to the master, or let the other deployment have an output kubernetes_info with url.',
  );
}

function accountOf(properties: JsonObject): JsonObject {
  const names = ['ssh_username', 'ssh_port', 'ssh_keyfilename'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = ownValue(properties, name);
      const isOfUse = typeof value === 'number' || (typeof value === 'string' && value !== '' && !isKey(value));
      return isOfUse ? [[name, value] as const] : [];
    }),
  );
}

/** A key itself, in place of the file that has it. */
function isKey(value: string): boolean {
  return value.includes('\n') || value.includes('PRIVATE KEY');
}

/** Tells a node the address of the machine it stands on. */
async function containedIn(_parts: unknown, context: OperationContext): Promise<Json> {
  const { source, target } = sidesOf(context);
  const ip = await addressOf(context, target);
  if (ip === null)
    throw new RecoverableError(
      `${target.instance.id}, on which ${source.instance.id} stands, has no address yet (ip).`,
    );
  await context.setRuntimeProperties('source', { ...source.instance.runtimeProperties, ip });
  return ip;
}

/** Copies runtime properties from target to source: those of `prop_list` (names with commas) that are there. */
async function copyProperties(_parts: unknown, context: OperationContext): Promise<Json> {
  const { source, target } = sidesOf(context);
  const related = source.node.relationships.find(({ target_id: name, properties }) => {
    return name === target.node.name && ownValue(properties, 'prop_list') !== undefined;
  });
  const list = ownValue(context.inputs, 'prop_list') ?? related?.properties['prop_list'] ?? '';
  const names = Array.isArray(list) ? list.map(String) : String(list).split(',');
  const copied = names.flatMap((name) => {
    const value = ownValue(target.instance.runtimeProperties, name.trim());
    return value === undefined ? [] : [[name.trim(), value] as const];
  });
  if (copied.length > 0)
    await context.setRuntimeProperties('source', {
      ...source.instance.runtimeProperties,
      ...Object.fromEntries(copied),
    });
  return copied.map(([name]) => name);
}

function sidesOf({ source, target, operation }: OperationContext): {
  source: NodeAndInstance;
  target: NodeAndInstance;
} {
  if (source !== undefined && target !== undefined) return { source, target };
  throw new NonRecoverableError(`${operation} is for relationships.`);
}
