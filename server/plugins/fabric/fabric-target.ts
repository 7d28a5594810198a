import type { JsonObject } from '../../../core/blueprint/json.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../../core/ports/operation.ts';
import { hostAddress } from '../../hosts/host-address.ts';
import { checkAddress } from '../../hosts/host-target.ts';
import type { SshCredential, SshTarget } from '../../security/ssh/endpoint.ts';
import type { FabricEnv } from './fabric-env.ts';
import type { HostString } from './host-string.ts';
import { mapInput, numberInput, textInput } from './read-input.ts';

/** Reads a private key that is given as text or by a path; `owner` is for messages. */
export type ReadKey = (key: string, owner: string) => Promise<string>;

/**
 * The account that `fabric_env` means (runtime.md C.4). What it leaves open comes from the host of the node: its
 * address, and the user, key and password of its `agent_config`, which stand for the site's own of the reference.
 */
export async function fabricTarget(context: OperationContext, env: FabricEnv, readKey: ReadKey): Promise<SshTarget> {
  const host = context.self === undefined ? null : context.host;
  const agent = host === null ? {} : agentConfig(host);
  const address = env.host?.address ?? implicitAddress(context, env);
  const user = env.host?.user ?? env.user ?? textInput(agent['user'], 'agent_config.user');
  if (user === null) {
    throw new NonRecoverableError('ssh user definition missing: write fabric_env.user, the account to sign in with.');
  }
  const shared = {
    tenant: context.tenant,
    credentials: await credentialsOf(env, agent, readKey),
    connectTimeoutMs: env.connectTimeoutMs,
    connectionAttempts: env.connectionAttempts,
    ...(env.keepAliveMs === null ? {} : { keepAliveMs: env.keepAliveMs }),
  };
  const via = env.gateway === null ? null : { ...shared, ...gatewayOf(env.gateway, user), trustedKeys: [], via: null };
  return {
    ...shared,
    address: checkAddress(address, 'fabric_env.host_string'),
    port: checkPort(env.host?.port ?? env.port ?? numberInput(agent['port'], 'agent_config.port') ?? 22),
    user,
    trustedKeys: [...env.hostKeys, ...(host === null ? [] : pinnedKeys(host, address))],
    via,
  };
}

function agentConfig({ node }: NodeAndInstance): JsonObject {
  const written = (name: string): JsonObject =>
    Object.fromEntries(
      Object.entries(mapInput(node.properties[name], name)).filter(([, value]) => value !== null && value !== ''),
    );
  return { ...written('cloudify_agent'), ...written('agent_config') };
}

/** The keys that the node of the host names count for its own address only. */
function pinnedKeys(host: NodeAndInstance, address: string): string[] {
  const own = [host.instance.runtimeProperties['ip'], host.node.properties['ip']];
  if (!own.includes(address)) return [];
  const written = host.node.properties['host_key'] ?? agentConfig(host)['host_key'] ?? [];
  return (Array.isArray(written) ? written : [written]).flatMap((key) => textInput(key, 'host_key') ?? []);
}

/** Only operations of nodes have a host of their own. */
function implicitAddress(context: OperationContext, { generation }: FabricEnv): string {
  if (context.self !== undefined && context.host !== null) return hostAddress(context.host);
  if (context.self !== undefined) {
    throw new NonRecoverableError(
      `host_id missing: ${context.self.instance.id} stands on no host. Write fabric_env.host_string, the host to connect to.`,
    );
  }
  const advice = 'An operation of a relationship has no host of its own: write fabric_env.host_string.';
  throw new NonRecoverableError(
    generation === 2
      ? `host ip is missing. ${advice}`
      : `ctx.node/ctx.instance can only be used in a node-instance context but used in a relationship-instance context. ${advice}`,
  );
}

function gatewayOf(gateway: HostString, user: string): Pick<SshTarget, 'address' | 'port' | 'user'> {
  return {
    address: checkAddress(gateway.address, 'fabric_env.gateway'),
    port: gateway.port ?? 22,
    user: gateway.user ?? user,
  };
}

function checkPort(port: number): number {
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new NonRecoverableError(`fabric_env.port is not a port number: ${port}.`);
}

/** Keys first, then the password, which both generations try when the keys are refused. */
async function credentialsOf(env: FabricEnv, agent: JsonObject, readKey: ReadKey): Promise<SshCredential[]> {
  const own = await toCredentials(env, readKey);
  if (own.length > 0) return own;
  const key = textInput(agent['key'], 'agent_config.key');
  const password = textInput(agent['password'], 'agent_config.password');
  const borrowed = await toCredentials({ keys: key === null ? [] : [key], password, passphrase: password }, readKey);
  if (borrowed.length > 0) return borrowed;
  throw new NonRecoverableError(
    env.generation === 1
      ? 'Access credentials not supplied (you must supply at least one of key_filename/key or password): write fabric_env.key (best: { get_secret: NAME }) or fabric_env.password.'
      : 'key_filename/key or password missing: write fabric_env.key (best: { get_secret: NAME }) or fabric_env.password.',
  );
}

async function toCredentials(
  { keys, password, passphrase }: Pick<FabricEnv, 'keys' | 'password' | 'passphrase'>,
  readKey: ReadKey,
): Promise<SshCredential[]> {
  const secret = passphrase === null ? {} : { passphrase };
  const found: SshCredential[] = [];
  for (const key of keys) found.push({ kind: 'key', privateKey: await readKey(key, 'fabric_env'), ...secret });
  if (password !== null) found.push({ kind: 'password', password });
  return found;
}
