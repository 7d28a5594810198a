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
import { relatedBy } from './related-by.ts';

export interface ClustersOptions {
  hosts: Hosts;
  /** Which API servers may be asked. */
  egress: Egress;
}

/** Finds the clusters of operations; a cluster that is asked again as the same account keeps its connections. */
export function createClusters({ hosts, egress }: ClustersOptions): Clusters {
  const clients = new Map<string, ClusterClient>();
  const clientOf = (access: ClusterAccess): ClusterClient => {
    const { connect: _, ...rest } = access;
    const key = createHash('sha256').update(JSON.stringify(rest)).digest('base64');
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = createClusterClient({ access, send: sendOverNetwork(access, egress) });
    clients.set(key, client);
    return client;
  };
  return {
    of: async (context) => {
      try {
        const access = await findAccess(context, hosts);
        if (access.tls.insecure)
          context.log(
            'warning',
            `The certificate of ${access.server.origin} is not checked, as its configuration says.`,
          );
        return clientOf(access);
      } catch (error) {
        throw operationErrorOf(error);
      }
    },
  };
}

const toMaster = [
  'cloudify.relationships.kubernetes.managed_by_master',
  'cloudify.kubernetes.relationships.managed_by_master',
  'cloudify.relationships.kubernetes.connected_to_shared_cluster',
  'cloudify.kubernetes.relationships.connected_to_shared_cluster',
];

async function findAccess(context: OperationContext, hosts: Hosts): Promise<ClusterAccess> {
  const subject = context.self ?? context.source;
  if (subject === undefined) throw new NonRecoverableError(`${context.operation} has no node.`);
  const { node, config } = await configOf(context, subject);
  return accessOfConfig(config, {
    node,
    resource: (path) => context.resource(path),
    ownFile: (path) => hosts.readOwnFile(path),
  });
}

/** The node's own configuration, or else that of the master or shared cluster it belongs to. */
async function configOf(
  context: OperationContext,
  subject: NodeAndInstance,
): Promise<{ node: string; config: JsonObject }> {
  const own = configIn(subject.node.properties);
  if (own !== null) return { node: subject.node.name, config: own };
  for (const { target_id: id } of relatedBy(subject, toMaster)) {
    const master = await context.instance(id);
    const config = master === null ? null : configIn(master.node.properties);
    if (master !== null && config !== null) return { node: master.node.name, config };
  }
  throw new KubernetesFault(
    `${subject.node.name} does not say which cluster it belongs to.`,
    'Give it client_config.configuration, or a relationship cloudify.kubernetes.relationships.managed_by_master to a master that has one.',
  );
}

/** `client_config`, or a master's own `configuration` and `authentication`. */
function configIn(properties: JsonObject): JsonObject | null {
  const found = [mapAt(properties, 'client_config'), properties].find((config) => saysWhere(config));
  return found ?? null;
}
