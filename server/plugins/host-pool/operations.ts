import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { HostPool, PooledHost, PoolHolder } from '../../../core/ports/host-pool.ts';
import {
  type NodeAndInstance,
  NonRecoverableError,
  type OperationContext,
  type OperationFunction,
} from '../../../core/ports/operation.ts';
import { readWish } from './wish.ts';

type PoolOperation = (pool: HostPool, context: OperationContext) => Promise<Json>;

const operations: Readonly<Record<string, PoolOperation>> = {
  'gantry_host_pool.tasks.acquire': acquire,
  'gantry_host_pool.tasks.release': release,
  'hostpool.cloudify_hostpool_plugin.tasks.acquire': acquire,
  'hostpool.cloudify_hostpool_plugin.tasks.release': release,
  'hostpool.host_pool_plugin.tasks.acquire': acquire,
  'hostpool.host_pool_plugin.tasks.release': release,
};

/** The names of the pool's operations, `plugin.mapping`: Gantry's own, and those of the old plugin's two generations. */
export const hostPoolOperationNames: readonly string[] = Object.keys(operations);

/** The operations of the pool. They may be begun again whatever became of an attempt: an instance keeps its host. */
export function hostPoolOperations(pool: HostPool): ReadonlyMap<string, OperationFunction> {
  const bound = Object.entries(operations).map(([name, run]): [string, OperationFunction] => {
    const operation = (context: OperationContext): Promise<Json> => run(pool, context);
    return [name, Object.assign(operation, { resumable: true })];
  });
  return new Map(bound);
}

/** Takes a free host for the instance, and tells the instance how it is reached. */
async function acquire(pool: HostPool, context: OperationContext): Promise<Json> {
  const self = selfOf(context);
  const wish = readWish({ ...self.node.properties, ...withoutNull(context.inputs) });
  const host = await pool.take(holderOf(context, self), wish);
  context.log('info', `Took the host "${host.name}" (${host.address}) from the pool.`);
  await context.setRuntimeProperties('self', { ...withoutOwn(self.instance.runtimeProperties), ...tellOf(host) });
  return null;
}

/** Gives the host of the instance back; one that was taken from it by hand is no fault. */
async function release(pool: HostPool, context: OperationContext): Promise<Json> {
  const self = selfOf(context);
  const { host_taken_at: takenAt } = self.instance.runtimeProperties;
  const name = await pool.giveBack(holderOf(context, self), typeof takenAt === 'string' ? takenAt : null);
  context.log('info', name === null ? 'There is no host to give back.' : `Gave the host "${name}" back to the pool.`);
  await context.setRuntimeProperties('self', withoutOwn(self.instance.runtimeProperties));
  return null;
}

function selfOf({ self, operation }: OperationContext): NodeAndInstance {
  if (self !== undefined) return self;
  throw new NonRecoverableError(`${operation} is for the lifecycle of a node and not for relationships.`);
}

function holderOf({ tenant, deployment }: OperationContext, { instance }: NodeAndInstance): PoolHolder {
  return { tenant, deployment, instanceId: instance.id };
}

/** The runtime properties of the old plugin; where it put a key or password there is the name of the secret. */
const ownProperties = [
  'host_id',
  'host_name',
  'host_taken_at',
  'ip',
  'port',
  'user',
  'public_address',
  'key',
  'password',
];

function tellOf({ id, name, address, port, user, keySecret, passwordSecret, takenAt }: PooledHost): JsonObject {
  return {
    ...{ host_id: id, host_name: name, host_taken_at: takenAt, ip: address, port, public_address: address },
    ...(user === null ? {} : { user }),
    ...(keySecret === null ? {} : { key: { get_secret: keySecret } }),
    ...(passwordSecret === null ? {} : { password: { get_secret: passwordSecret } }),
  };
}

function withoutOwn(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !ownProperties.includes(name)));
}

function withoutNull(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}
