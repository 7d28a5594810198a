import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import type { Egress } from '../../../security/egress/egress.ts';
import type { ClusterAccess } from '../client/cluster-access.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { operationErrorOf } from '../client/cluster-fault.ts';
import { createClusterClient } from '../client/create-cluster-client.ts';
import { sendOverNetwork } from '../client/send-over-network.ts';
import type { Clusters } from '../parts.ts';
import { accessOfConfig, saysWhere } from './client-config.ts';
import { clusterOnHosts } from './cluster-on-hosts.ts';
import { type ClusterPlace, placeOf } from './cluster-place.ts';
import { relatedBy } from './related-by.ts';

export interface ClustersOptions {
  hosts: Hosts;
  /** Which API servers may be asked. */
  egress: Egress;
  pauseMs?: number;
}

/** Milliseconds for which a cluster that was found is taken as it was found. */
const freshFor = 60_000;
const mostClients = 200;

/** Finds the clusters of operations; a cluster that is asked again as the same account keeps its connections. */
export function createClusters(options: ClustersOptions): Clusters {
  const finder = new ClusterFinder(options);
  return {
    of: async (context) => {
      try {
        return await finder.find(context);
      } catch (error) {
        throw operationErrorOf(error);
      }
    },
  };
}

class ClusterFinder {
  readonly #hosts: Hosts;
  readonly #egress: Egress;
  readonly #pauseMs: number | undefined;
  /** By what is needed to sign in. */
  readonly #clients = new Map<string, ClusterClient>();
  /** Clusters on hosts, by tenant and the node that found them. */
  readonly #found = new Map<string, { client: Promise<ClusterClient>; at: number }>();

  constructor({ hosts, egress, pauseMs }: ClustersOptions) {
    this.#hosts = hosts;
    this.#egress = egress;
    this.#pauseMs = pauseMs;
  }

  async find(context: OperationContext): Promise<ClusterClient> {
    const subject = context.self ?? context.source;
    if (subject === undefined) throw new NonRecoverableError(`${context.operation} has no node.`);
    const configured = await configOf(context, subject);
    if (configured !== null) return this.#configured(context, configured);
    const place = await placeOf(context, subject);
    if (place !== null) return this.#onHosts(context, subject, place);
    throw nowhere(subject);
  }

  async #configured(context: OperationContext, { node, config }: Configured): Promise<ClusterClient> {
    const access = await accessOfConfig(config, {
      node,
      resource: (path) => context.resource(path),
      ownFile: (path) => this.#hosts.readOwnFile(path),
    });
    return this.#clientOf(context, access);
  }

  #onHosts(context: OperationContext, subject: NodeAndInstance, place: ClusterPlace): Promise<ClusterClient> {
    const key = JSON.stringify([context.tenant, subject.instance.id, place.address, context.inputs['ssh_user']]);
    const known = this.#found.get(key);
    if (known !== undefined && performance.now() - known.at < freshFor) return known.client;
    const clientOf = (access: ClusterAccess): ClusterClient => this.#clientOf(context, access);
    const client = clusterOnHosts(place, { hosts: this.#hosts, context, subject, clientOf });
    this.#found.set(key, { client, at: performance.now() });
    client.catch(() => this.#found.delete(key));
    return client;
  }

  #clientOf(context: OperationContext, access: ClusterAccess): ClusterClient {
    if (access.tls.insecure)
      context.log('warning', `The certificate of ${access.server.origin} is not checked, as its configuration says.`);
    const { connect, ...rest } = access;
    const text = JSON.stringify([rest, connect === null]);
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const client = createClusterClient({
      access,
      send: sendOverNetwork(access, this.#egress),
      pauseMs: this.#pauseMs,
    });
    const [oldest] = this.#clients.keys();
    if (this.#clients.size >= mostClients && oldest !== undefined) this.#clients.delete(oldest);
    this.#clients.set(key, client);
    return client;
  }
}

const toMaster = [
  'cloudify.relationships.kubernetes.managed_by_master',
  'cloudify.kubernetes.relationships.managed_by_master',
  'cloudify.relationships.kubernetes.connected_to_shared_cluster',
  'cloudify.kubernetes.relationships.connected_to_shared_cluster',
];

interface Configured {
  /** The node that has it. */
  node: string;
  config: JsonObject;
}

/** The node's own configuration, or else that of the master or shared cluster it belongs to; null: neither has one. */
async function configOf(context: OperationContext, subject: NodeAndInstance): Promise<Configured | null> {
  const own = configIn(subject.node.properties);
  if (own !== null) return { node: subject.node.name, config: own };
  for (const { target_id: id } of relatedBy(subject, toMaster)) {
    const master = await context.instance(id);
    const config = master === null ? null : configIn(master.node.properties);
    if (master !== null && config !== null) return { node: master.node.name, config };
  }
  return null;
}

function nowhere({ node }: NodeAndInstance): KubernetesFault {
  return new KubernetesFault(
    `${node.name} does not say which cluster it belongs to.`,
    'Give it client_config.configuration, or a relationship to a master: ' +
      'cloudify.kubernetes.relationships.managed_by_master, or connected_to_master for clusters on hosts.',
  );
}

/** `client_config`, or a master's own `configuration` and `authentication`. */
function configIn(properties: JsonObject): JsonObject | null {
  const found = [mapAt(properties, 'client_config'), properties].find((config) => saysWhere(config));
  return found ?? null;
}
