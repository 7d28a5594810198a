import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import type { NodeAndInstance, OperationContext } from '../../../../core/ports/operation.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import type { HostAccount } from '../../../hosts/pooled-host.ts';
import type { ClusterAccess } from '../client/cluster-access.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { ClusterFault, type ClusterFaultReason } from '../client/cluster-fault.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { kubeconfigOnHost } from './kubeconfig-on-host.ts';
import { masterAccount } from './master-account.ts';

export interface OnHostsParts {
  hosts: Hosts;
  context: OperationContext;
  subject: NodeAndInstance;
  /** A client for an access; the same one for the same access. */
  clientOf(access: ClusterAccess): ClusterClient;
}

/** What another way to the same server may mend. */
const otherWayHelps: readonly ClusterFaultReason[] = ['no answer', 'certificate', 'refused address'];

/**
 * A client for a cluster that was installed on hosts: signed in with the tenant's secret `kubeconfig-<address of the
 * master>`, or else with the administrator's kubeconfig that lies on the master. The API is asked over the network, and
 * through SSH where that does not reach it.
 *
 * @throws ClusterFault, KubernetesFault, and what reading by SSH throws
 */
export async function clusterOnHosts(place: ClusterPlace, parts: OnHostsParts): Promise<ClusterClient> {
  const { context } = parts;
  const kept = await secretKubeconfig(context, place.address);
  // The account of a blueprint may name a file that is not here; with a kubeconfig it is only needed on the other way.
  const account = kept === null ? await masterAccount(place, parts) : null;
  if (kept === null && account === null) throw noWay(place, parts.subject);
  const access = kept ?? (await accessFrom(place, account, parts));
  const direct = parts.clientOf(atAddress(access, place.address));
  try {
    await direct.version();
    return direct;
  } catch (error) {
    if (!(error instanceof ClusterFault) || !otherWayHelps.includes(error.reason)) throw error;
    const other = account ?? (await masterAccount(place, parts).catch(() => null));
    if (other === null) throw error;
    return throughSsh(access, other, { parts, direct: error });
  }
}

async function accessFrom(
  place: ClusterPlace,
  account: HostAccount | null,
  { hosts, subject }: OnHostsParts,
): Promise<ClusterAccess> {
  if (account === null) throw noWay(place, subject);
  const transport = hosts.transportTo(account.target);
  const text = await kubeconfigOnHost(transport, account);
  return readKubeconfig(text, { name: `The kubeconfig on ${transport.name}`, readFile: null });
}

async function throughSsh(
  access: ClusterAccess,
  { target }: HostAccount,
  { parts: { hosts, context, clientOf }, direct }: { parts: OnHostsParts; direct: ClusterFault },
): Promise<ClusterClient> {
  const { server } = access;
  const port = Number(server.port || (server.protocol === 'http:' ? 80 : 443));
  const address = server.hostname.replace(/^\[(.*)\]$/, '$1');
  const client = clientOf({ ...access, connect: () => hosts.forward(target, { address, port }) });
  try {
    await client.version();
  } catch (error) {
    if (!(error instanceof ClusterFault)) throw error;
    throw new ClusterFault(error.reason, {
      detail: `${direct.detail} Through SSH to ${target.user}@${target.address}: ${error.detail}`,
      hint: error.hint,
    });
  }
  context.log('info', `The API at ${server.origin} is reached through SSH to ${target.user}@${target.address}.`);
  return client;
}

/** A kubeconfig on its own machine says `127.0.0.1`; from here that is the master's address. */
function atAddress(access: ClusterAccess, address: string): ClusterAccess {
  if (!/^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(access.server.hostname)) return access;
  const server = new URL(access.server);
  server.hostname = address.includes(':') ? `[${address}]` : address;
  return { ...access, server };
}

async function secretKubeconfig(context: OperationContext, address: string): Promise<ClusterAccess | null> {
  const name = `kubeconfig-${address}`;
  try {
    return await readKubeconfig(await context.secret(name), { name: `The secret ${name}`, readFile: null });
  } catch (error) {
    // A tenant need not have one.
    if (error instanceof Error && 'code' in error && error.code === 'not-found') return null;
    throw error;
  }
}

function noWay({ address, url }: ClusterPlace, subject: NodeAndInstance): KubernetesFault {
  return new KubernetesFault(
    `Nothing says how one signs in to the cluster at ${url?.origin ?? address}, which ${subject.node.name} belongs to.`,
    `Store its kubeconfig as the secret "kubeconfig-${address}", or give the node ssh_username and ssh_keyfilename, so ` +
      'that the kubeconfig is read from the master.',
  );
}
