import type { Json } from '../../../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../../../core/ports/operation.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import type { SshTarget } from '../../../../security/ssh/endpoint.ts';
import type { KubernetesParts, KubernetesSite } from '../../parts.ts';
import { accountOf, sudoPasswordOf } from './account-of.ts';
import { type ClusterTask, startCluster, stopCluster } from './cluster-task.ts';

/** What a task of the Fabric plugin is given when it is carried out here. */
interface FabricCall {
  hosts: Hosts;
  context: OperationContext;
  connection: { target: SshTarget; env: { sudo: { password: string | null } } };
}

type ClusterOperations = Readonly<Record<string, (parts: KubernetesParts, context: OperationContext) => Promise<Json>>>;

type Role = ClusterTask['role'];

/** The tasks of the old plugin, with their modules' spellings; stops are ours, since the old plugin had none. */
const modules: readonly { module: string; task: string; role: Role; run: typeof startCluster }[] = [
  ...(['master', 'node'] as const).flatMap((role) =>
    ['', '_tasks'].map((end) => ({
      ...{ module: `start_${role}_ubuntu14${end}`, task: `start_${role}`, role, run: startCluster },
    })),
  ),
  { module: 'stop_cluster', task: 'stop_master', role: 'master', run: stopCluster },
  { module: 'stop_cluster', task: 'stop_node', role: 'node', run: stopCluster },
];

/** Modules are written with dashes in one release and with underscores in another. */
function spellings(module: string): string[] {
  return [...new Set([module, module.replaceAll('_', '-')])];
}

/** The tasks for `run_module_task`, by their `task_mapping`. */
export function clusterTasks(site: KubernetesSite): ReadonlyMap<string, (call: FabricCall) => Promise<Json>> {
  return new Map(
    modules.flatMap(({ module, task, role, run }) =>
      spellings(module).map((spelled): [string, (call: FabricCall) => Promise<Json>] => [
        `kube_plugin.${spelled}.${task}`,
        ({ hosts, context, connection: { target, env } }) => {
          const account = { target, sudoPassword: env.sudo.password ?? sudoPasswordOf(target) };
          return run({ hosts, site, context, role, account });
        },
      ]),
    ),
  );
}

/** The same tasks as operations of their own, in the releases that ran them on the host or on the manager. */
export const clusterOperations: ClusterOperations = Object.fromEntries(
  modules.flatMap(({ module, task, role, run }) =>
    spellings(module).map((spelled): [string, ClusterOperations[string]] => [
      `kubernetes.kube_plugin.${spelled}.${task}`,
      async ({ hosts, site }, context) => {
        const { self } = context;
        if (self === undefined) return null;
        if (self.node.properties['install'] === false) {
          // Nobody signs in to its machine: how need not be known.
          context.log('info', `${self.node.name} says install: false. The cluster is used as it is, and stays.`);
          return null;
        }
        return run({ hosts, site, context, role, account: await accountOf(hosts, context, self) });
      },
    ]),
  ),
);
