import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import {
  type NodeAndInstance,
  NonRecoverableError,
  type OperationContext,
} from '../../../../../core/ports/operation.ts';
import { hostAddress } from '../../../../hosts/host-address.ts';
import { checkAddress } from '../../../../hosts/host-target.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import type { SshCredential, SshTarget } from '../../../../security/ssh/endpoint.ts';

/** How a host of a cluster is signed in to. */
export interface ClusterAccount {
  target: SshTarget;
  /** What sudo asks for; null: it must not ask. */
  sudoPassword: string | null;
}

/**
 * The account on the host of a master or node: `ssh_username`, `ssh_keyfilename` (text, or a path that blueprints may
 * name) or `ssh_password`, and `ssh_port` of the node itself, at its address or that of the host it is on; without them
 * the account of that host. Throws `NonRecoverableError` that names the property to mend.
 */
export async function accountOf(
  hosts: Hosts,
  context: OperationContext,
  machine: NodeAndInstance,
): Promise<ClusterAccount> {
  const { node, instance } = machine;
  const { hostId } = instance;
  const host = hostId === null || hostId === instance.id ? null : await context.instance(hostId);
  const { ssh_username: user, ssh_password: password, ssh_keyfilename: key, ssh_port: port } = node.properties;
  if (typeof user !== 'string' || user === '') {
    if (host !== null) return hosts.accountOn(context, host);
    throw new NonRecoverableError(
      `${node.name} does not say who signs in: give it ssh_username, and ssh_keyfilename or ssh_password.`,
    );
  }
  const credentials: SshCredential[] = [];
  if (typeof key === 'string' && key !== '') {
    credentials.push({ kind: 'key', privateKey: await hosts.readKey(context, key, node.name) });
  }
  if (typeof password === 'string' && password !== '') credentials.push({ kind: 'password', password });
  if (credentials.length === 0) {
    throw new NonRecoverableError(
      `${node.name} does not say how ${user} signs in: give it ssh_keyfilename (best: { get_secret: NAME }) or ssh_password.`,
    );
  }
  const target: SshTarget = {
    ...{ tenant: context.tenant, address: checkAddress(addressOf(machine, host), node.name), port: Number(port ?? 22) },
    ...{ user, credentials, trustedKeys: keysOf(node.properties), via: null },
  };
  return { target, sudoPassword: sudoPasswordOf(target) };
}

/** The password of the account is what sudo asks for, when it asks. */
export function sudoPasswordOf({ credentials }: SshTarget): string | null {
  const found = credentials.find((credential) => credential.kind === 'password');
  return found?.kind === 'password' ? found.password : null;
}

function addressOf(machine: NodeAndInstance, host: NodeAndInstance | null): string {
  const { ip } = machine.instance.runtimeProperties;
  const own = typeof ip === 'string' && ip !== '' ? ip : machine.node.properties['ip'];
  if (typeof own === 'string' && own !== '') return own;
  return hostAddress(host ?? machine);
}

function keysOf({ host_key: given }: JsonObject): string[] {
  return (Array.isArray(given) ? given : [given]).filter((key): key is string => typeof key === 'string' && key !== '');
}
