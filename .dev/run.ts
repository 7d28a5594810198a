import { readFileSync } from 'node:fs';
import { MemoryContext, nodeAndInstance } from '../server/hosts/testing/memory-context.ts';
import { makeHosts } from '../server/hosts/testing/rig.ts';
import { startCluster, stopCluster } from '../server/plugins/kubernetes/cluster/tasks/cluster-task.ts';
import { accountOf } from '../server/plugins/kubernetes/cluster/tasks/account-of.ts';
import { testBundle } from '../e2e/cluster-hosts/bundle.ts';
const [verb, role] = process.argv.slice(2) as ['start'|'stop', 'master'|'node'];
const list = JSON.parse(readFileSync('/tmp/e-hosts.json','utf8'));
const of = (i: number, type: string) => { const h = list[i]; const n = nodeAndInstance(type, { ip: h.address, ssh_username: h.user, ssh_keyfilename: h.privateKey, ssh_port: h.port, host_key: h.fingerprint, master_port: 8080 }); n.node.type_hierarchy = ['cloudify.kubernetes.' + type]; n.instance.id = type + '_1'; n.instance.hostId = n.instance.id; return n; };
const m = of(0, 'master'); const n = of(1, 'node');
n.instance.relationships = [{ type: 'x', target_name: 'master', target_id: m.instance.id }];
const hosts = makeHosts();
for (let i = 0; ; i += 1) {
const c = new MemoryContext(); c.operation = 'cloudify.interfaces.lifecycle.' + verb; c.deployment = { id: 'dep', name: 'dep' };
c.self = role === 'master' ? m : n; c.others.set(m.instance.id, m); c.others.set(n.instance.id, n);
c.log = (l, t) => console.log(l, t); c.event = (t) => console.log('EVENT', t);
try {
  const account = await accountOf(hosts, c, c.self);
  await (verb === 'start' ? startCluster : stopCluster)({ hosts, site: { installer: null, bundle: await testBundle(), network: null, runtime: null, mayDownload: false }, context: c, role, account });
  break;
} catch (e: any) { console.log(e.name, e.message); if (e.name === 'OperationRetry' && i < 30) { await new Promise((r) => setTimeout(r, (e.retryAfter ?? 5) * 1000)); continue; } break; }
}
await hosts.close();
