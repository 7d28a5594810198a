import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SshHosts } from '../../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../../e2e/hosts/ssh-hosts.ts';
import { createHostKeyPort } from '../../../services/hosts/host-key-port.ts';
import { type ResourceBench, startResourceBench } from '../resources/testing/resource-bench.ts';

/* The example: its database on a real machine, its application on a cluster. */

const folder = join(import.meta.dirname, '../../../../examples/nodecellar-hybrid');
const hasPython = spawnSync('python3', ['--version']).status === 0;

let bench: ResourceBench;
let machines: SshHosts;
beforeAll(async () => {
  machines = await startSshHosts(1);
  bench = await startResourceBench('nodecellar-hybrid');
});
afterAll(async () => {
  await bench?.close();
  await machines?.close();
});

test.skipIf(!hasPython)(
  'the application on Kubernetes is told where the database on its host runs, scales, and goes before it',
  async () => {
    const { product, cluster, namespace, client } = bench;
    const machine = await knownMachine();
    cluster.name('database', machine.address);
    const inContext = cluster.kubeconfig.replace('user: test } }]', `user: test, namespace: ${namespace} } }]`);
    await product.admin.mutate('secrets.put', { name: 'kubeconfig-127.0.0.1', value: inContext });
    const deployed = await bench.deploy('cellar', exampleFiles(), {
      ...{ database_ip: machine.address, cluster_ip: '127.0.0.1', cellar_port: 30_140, install_dir: 'cellar' },
      ...{ ssh_user: machine.user, ssh_port: machine.port, image: 'example.invalid/web:1' },
    });
    cluster.name('deployment', deployed.id);

    const installed = await deployed.run('install');
    expect(installed.status, installed.said).toBe('terminated');
    const url = `http://${machine.address}:27400/`;
    expect(await (await fetch(url)).text()).toContain('Riesling');
    const made = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'nodecellar' };
    expect(await client.get(made)).toMatchObject({
      spec: {
        replicas: 2,
        template: {
          spec: {
            containers: [
              {
                image: 'example.invalid/web:1',
                env: [
                  { name: 'DATABASE_HOST', value: machine.address },
                  { name: 'DATABASE_PORT', value: '27400' },
                  { name: 'DEPLOYMENT', value: deployed.id },
                ],
              },
            ],
          },
        },
      },
    });

    const scaled = await deployed.run('kube_scale', {
      ...{ master: 'cluster', name: 'nodecellar', amount: '+1', ssh_user: '', ssh_keyfilename: '' },
    });
    expect(scaled.status, scaled.said).toBe('terminated');
    expect(await client.get(made)).toMatchObject({ spec: { replicas: 3 } });

    const uninstalled = await deployed.run('uninstall');
    expect(uninstalled.status, uninstalled.said).toBe('terminated');
    for (const [apiVersion, kind] of [
      ['apps/v1', 'Deployment'],
      ['v1', 'ConfigMap'],
      ['v1', 'Service'],
    ] as const) {
      expect(await client.get({ apiVersion, kind, namespace, name: 'nodecellar' })).toBeNull();
    }
    await expect(fetch(url)).rejects.toThrow();
  },
  300_000,
);

async function knownMachine() {
  const [machine] = machines.hosts;
  if (machine === undefined) throw new Error('There is no machine.');
  const { product } = bench;
  const { address, port, fingerprint, keyType, publicKey } = machine;
  const keys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  await keys.recordPending({ tenant: 'default_tenant', address, port }, { fingerprint, keyType, publicKey });
  await product.admin.mutate('hosts.acceptKey', { address, port, fingerprint });
  await product.admin.mutate('secrets.put', { name: 'cellar_ssh_key', value: machine.privateKey });
  return machine;
}

/** The main file first. Nodes that only stand in for real ones have no pods that answer: they are asked in another way. */
function exampleFiles(): Record<string, string> {
  const byAnswer = 'httpGet: { path: /index.html, port: 3000 }';
  const byCommand = 'exec: { command: [wget, -q, -O, /dev/null, "http://127.0.0.1:3000/index.html"] }';
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const others = names.filter((name) => name !== 'blueprint.yaml');
  return Object.fromEntries(
    ['blueprint.yaml', ...others].map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8').replace(byAnswer, byCommand),
    ]),
  );
}
