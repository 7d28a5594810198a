import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { OperationRetry, RecoverableError } from '../../../../../core/ports/operation.ts';
import type { IsolatedHost } from '../../../../../e2e/hosts/host.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import { MemoryContext, nodeAndInstance } from '../../../../hosts/testing/memory-context.ts';
import type { KubernetesSite } from '../../parts.ts';
import { type ClusterTask, startCluster, stopCluster } from '../tasks/cluster-task.ts';

/** A site that names nothing. */
export const plainSite: KubernetesSite = {
  ...{ installer: null, bundle: null, network: null, runtime: null, mayDownload: false },
};

/** A node of a blueprint that is a master or node on a machine. */
export interface ClusterMember {
  context: MemoryContext;
  task(operation: 'start' | 'stop'): ClusterTask;
  /** Starts it, as often as it asks for another attempt. Gives what the attempts said before the last. */
  start(): Promise<string[]>;
  stop(): Promise<string[]>;
}

/** The node that joins `master`, or the master when there is none. */
export function memberOn(
  about: { hosts: Hosts; site: KubernetesSite; host: IsolatedHost; master?: ClusterMember },
  properties: JsonObject = {},
): ClusterMember {
  const { hosts, site, host, master } = about;
  const role = master === undefined ? 'master' : 'node';
  const context = new MemoryContext();
  const own = nodeAndInstance(`${role}-${host.name}`, {
    ...{ ssh_username: host.user, ssh_keyfilename: host.privateKey, ssh_port: host.port, host_key: host.fingerprint },
    ...{ ip: host.address, ...properties },
  });
  own.node.type_hierarchy.push(`cloudify.kubernetes.${role}`);
  if (master?.context.self !== undefined) {
    const target = master.context.self;
    own.instance.relationships = [
      {
        ...{ target_id: target.instance.id, target_name: target.node.name },
        type: 'cloudify.kubernetes.relationships.connected_to_master',
      },
    ];
    context.others.set(target.instance.id, target);
  }
  context.self = own;
  const task = (operation: 'start' | 'stop'): ClusterTask => {
    context.operation = `cloudify.interfaces.lifecycle.${operation}`;
    const { address, port, user, privateKey, fingerprint } = host;
    const target = {
      ...{ tenant: context.tenant, address, port, user, trustedKeys: [fingerprint], via: null },
      credentials: [{ kind: 'key' as const, privateKey }],
    };
    return { hosts, site, context, role, account: { target, sudoPassword: null } };
  };
  return {
    ...{ context, task },
    start: () => attempts(() => startCluster(task('start'))),
    stop: () => attempts(() => stopCluster(task('stop'))),
  };
}

/** As the engine does it: again after a while when the operation asks for that, and thrice after errors. */
async function attempts(run: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  let errors = 0;
  const end = performance.now() + 600_000;
  while (performance.now() < end) {
    try {
      await run();
      return said;
    } catch (error) {
      if (!(error instanceof OperationRetry || error instanceof RecoverableError)) throw error;
      if (!(error instanceof OperationRetry)) errors += 1;
      if (errors > 3) throw error;
      said.push(error.message);
      await new Promise((resolve) => setTimeout(resolve, Math.min(error.retryAfter ?? 1, 3) * 1000));
    }
  }
  throw new Error(`No end after 600 s. It said: ${said.at(-1)}`);
}
