import { readFileSync } from 'node:fs';
import type { SshHost } from '../../../../../e2e/hosts/host.ts';
import { MemoryContext, nodeAndInstance } from '../../../../hosts/testing/memory-context.ts';
import { makeHosts } from '../../../../hosts/testing/rig.ts';
import { accountOf } from '../tasks/account-of.ts';
import { startCluster, stopCluster } from '../tasks/cluster-task.ts';

/** What a test gives to this process, as a JSON file. */
export interface InstallOrder {
  verb: 'start' | 'stop';
  role: 'master' | 'node';
  /** The master's host, and that of the node. */
  hosts: SshHost[];
  deployment: string;
  bundle: string;
}

/** A master and a node that is connected to it, as an operation sees them. */
export function clusterContext({ verb, role, hosts, deployment }: Omit<InstallOrder, 'bundle'>): MemoryContext {
  const context = new MemoryContext();
  context.operation = `cloudify.interfaces.lifecycle.${verb}`;
  context.deployment = { id: deployment, name: deployment };
  const machines = (['master', 'node'] as const).map((type, index) => {
    const host = hosts[index];
    if (host === undefined) throw new Error('Two hosts are needed.');
    const { address, port, user, privateKey, fingerprint } = host;
    const machine = nodeAndInstance(type, {
      ...{ ip: address, ssh_username: user, ssh_keyfilename: privateKey, ssh_port: port },
      ...{ host_key: fingerprint, master_port: 8080 },
    });
    machine.node.type_hierarchy = [`cloudify.kubernetes.${type}`];
    machine.instance.id = `${type}_1`;
    machine.instance.hostId = machine.instance.id;
    context.others.set(machine.instance.id, machine);
    return machine;
  });
  const [master, node] = machines as [(typeof machines)[0], (typeof machines)[0]];
  node.instance.relationships = [{ type: 'connected', target_name: 'master', target_id: 'master_1' }];
  context.self = role === 'master' ? master : node;
  return context;
}

// A server that installs one host of a cluster and can be killed at any time: node install-child.ts ORDER.json
if (process.argv[1] === import.meta.filename) {
  const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as InstallOrder;
  const hosts = makeHosts();
  const context = clusterContext(order);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  context.log = (_level, text) => say(text);
  context.event = say;
  const site = { installer: null, bundle: order.bundle, network: null, runtime: null, mayDownload: false };
  const run = order.verb === 'start' ? startCluster : stopCluster;
  try {
    if (context.self === undefined) throw new Error('There is no node.');
    await run({ hosts, site, context, role: order.role, account: await accountOf(hosts, context, context.self) });
    say('= ended');
  } catch (error) {
    say(error instanceof Error ? `= ${error.name} ${error.message}` : '= failed');
  }
  await hosts.close();
}
