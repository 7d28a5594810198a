import { NonRecoverableError, type OperationContext } from '../../../core/ports/operation.ts';
import { hostAddress } from '../../hosts/host-address.ts';
import { checkAddress } from '../../hosts/host-target.ts';
import type { SshCredential, SshTarget } from '../../security/ssh/endpoint.ts';
import type { FabricEnv } from './fabric-env.ts';
import type { HostString } from './host-string.ts';

/** What a target is made with. */
export interface TargetParts {
  /** Reads a private key that is given as text or by a path; `owner` is for messages. */
  readKey(key: string, owner: string): Promise<string>;
  /** The account on the host of the node; null when there is no host, or its node says too little of it. */
  account: SshTarget | null;
}

/**
 * The account that `fabric_env` means (runtime.md C.4). What it leaves open comes from the host of the node: its
 * address, and the account of its `agent_config` or of the pool, which stands for the site's own of the reference.
 */
export async function fabricTarget(context: OperationContext, env: FabricEnv, parts: TargetParts): Promise<SshTarget> {
  const address = checkAddress(env.host?.address ?? implicitAddress(context, env), 'fabric_env.host_string');
  // Of another machine, the node's host knows who signs in, and nothing else.
  const own = parts.account?.address === address ? parts.account : null;
  const user = env.host?.user ?? env.user ?? parts.account?.user;
  if (user === undefined) {
    throw new NonRecoverableError('ssh user definition missing: write fabric_env.user, the account to sign in with.');
  }
  const shared = {
    tenant: context.tenant,
    credentials: await credentialsOf(env, parts),
    connectTimeoutMs: env.connectTimeoutMs,
    connectionAttempts: env.connectionAttempts,
    ...(env.keepAliveMs === null ? {} : { keepAliveMs: env.keepAliveMs }),
  };
  const gateway = env.gateway && { ...shared, ...gatewayOf(env.gateway, user), trustedKeys: [], via: null };
  return {
    ...shared,
    address,
    port: checkPort(env.host?.port ?? env.port ?? own?.port ?? 22),
    user,
    trustedKeys: [...env.hostKeys, ...(own?.trustedKeys ?? [])],
    via: gateway ?? own?.via ?? null,
  };
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
async function credentialsOf(env: FabricEnv, { readKey, account }: TargetParts): Promise<readonly SshCredential[]> {
  const { keys, password, passphrase, generation } = env;
  const secret = passphrase === null ? {} : { passphrase };
  const found: SshCredential[] = [];
  for (const key of keys) found.push({ kind: 'key', privateKey: await readKey(key, 'fabric_env'), ...secret });
  if (password !== null) found.push({ kind: 'password', password });
  if (found.length > 0) return found;
  if (account !== null) return account.credentials;
  throw new NonRecoverableError(
    generation === 1
      ? 'Access credentials not supplied (you must supply at least one of key_filename/key or password): write fabric_env.key (best: { get_secret: NAME }) or fabric_env.password.'
      : 'key_filename/key or password missing: write fabric_env.key (best: { get_secret: NAME }) or fabric_env.password.',
  );
}
