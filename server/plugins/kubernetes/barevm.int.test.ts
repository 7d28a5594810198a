import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { testBundle, whyNoBundle } from '../../../e2e/cluster-hosts/bundle.ts';
import { type ClusterHosts, startClusterHosts, whyNoClusterHosts } from '../../../e2e/cluster-hosts/cluster-hosts.ts';
import type { IsolatedHost } from '../../../e2e/hosts/host.ts';
import type {
  CreateDeploymentResult,
  EventPage,
  ExecutionSummary,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { createHostKeyPort } from '../../services/hosts/host-key-port.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { differences, type HostTrace, traceOf } from './cluster/testing/host-trace.ts';

/* The first published blueprint of a cluster on bare machines, through the whole product, on machines that run pods. */

const folder = join(import.meta.dirname, '../../../../shared/blueprints/cfy3@1.4/kub');
const whyNot = existsSync(folder) ? (whyNoClusterHosts() ?? whyNoBundle()) : `${folder} is not there`;
const minutes = 60_000;

let machines: ClusterHosts;
let product: TestProduct;
beforeAll(async () => {
  if (whyNot !== null) return;
  machines = await startClusterHosts({ count: 2, containers: false });
  product = await startTestProduct({
    ...{ GANTRY_WORKER: '1', GANTRY_KUBERNETES_BUNDLE: await testBundle() },
  });
}, 5 * minutes);
afterAll(async () => {
  await product?.stop();
  await machines?.close();
}, 2 * minutes);

test.skipIf(whyNot !== null)(
  `the blueprint for bare machines makes a cluster of two, and takes it away again${whyNot === null ? '' : ` (skipped: ${whyNot})`}`,
  async () => {
    const [master, minion] = both();
    const before = await Promise.all([traceOf(master), traceOf(minion)]);
    const blueprintId = await upload(master, minion);
    const deployed = await product.admin.mutate('deployments.create', { blueprintId, name: 'barevm', inputs: {} });
    const deployment = deployed.data as CreateDeploymentResult;
    if (!deployment.ok) throw new Error(JSON.stringify(deployment.problems));

    const said = await run({ deploymentId: deployment.id, workflow: 'install' });
    expect(said).toContain('port 8080 of the blueprint, where it was open to everybody, stays closed');
    const nodes = await kubectl(master, 'get nodes --no-headers');
    expect(
      nodes
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/)[1]),
    ).toEqual(['Ready', 'Ready']);

    await kubectl(master, 'create deployment web --image=gantry.test/web:1 --replicas=2');
    await kubectl(master, 'rollout status deployment/web --timeout=100s');
    await expectPodsToAnswer(master, minion);

    await run({ deploymentId: deployment.id, workflow: 'uninstall' });
    const after = await Promise.all([traceOf(master), traceOf(minion)]);
    for (const [index, trace] of after.entries()) expect(differences(before[index] as HostTrace, trace)).toEqual([]);
  },
  15 * minutes,
);

function both(): [IsolatedHost, IsolatedHost] {
  const [master, minion] = machines.hosts;
  if (!master || !minion) throw new Error('two machines are needed');
  return [master, minion];
}

function kubectl(master: IsolatedHost, words: string): Promise<string> {
  return master.inside(
    `HOME=/tmp /opt/gantry/kubernetes/bin/kubectl --kubeconfig=/etc/gantry/kubernetes/admin.conf ${words}`,
  );
}

/** Each pod from each machine: the network between the machines counts. */
async function expectPodsToAnswer(...hosts: [IsolatedHost, IsolatedHost]): Promise<void> {
  const places = await kubectl(
    hosts[0],
    `get pods -l app=web -o 'jsonpath={range .items[*]}{.spec.nodeName} {.status.podIP}{"\\n"}{end}'`,
  );
  const pods = places
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  expect(new Set(pods.map(([node]) => node)).size).toBe(2);
  for (const host of hosts) {
    for (const [, ip] of pods) expect(await host.inside(`curl -s --max-time 10 http://${ip}:8080/`)).toContain('web:1');
  }
  await kubectl(hosts[0], 'expose deployment web --port=80 --target-port=8080');
  const service = await kubectl(hosts[0], "get service web -o 'jsonpath={.spec.clusterIP}'");
  for (const host of hosts) {
    expect(await host.inside(`curl -s --retry 5 --retry-connrefused --max-time 10 http://${service}/`)).toContain(
      'web:1',
    );
  }
}

/** Runs a workflow to its end, and gives what it said. */
async function run(wanted: { deploymentId: string; workflow: string; parameters?: JsonObject }): Promise<string> {
  const started = (await product.admin.mutate('executions.start', wanted)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { id } = started;
  const status = async () => ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  await expect.poll(status, { timeout: 6 * minutes, interval: 500 }).toMatch(/terminated|failed|cancelled/);
  const { events } = (await product.admin.query('executions.events', { id, limit: 400 })).data as EventPage;
  const said = events.map(({ text }) => text).join('\n');
  if (process.env['GANTRY_SHOW'] !== undefined) process.stdout.write(`${said}\n`);
  expect(await status(), said).toBe('terminated');
  return said;
}

/** The published files; only what says where the two machines are and how to sign in is other. */
async function upload(master: IsolatedHost, minion: IsolatedHost): Promise<string> {
  await product.admin.mutate('secrets.put', { name: 'vm_key', value: master.privateKey });
  const keys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  for (const { address, port, fingerprint, keyType, publicKey } of machines.hosts) {
    await keys.recordPending({ tenant: 'default_tenant', address, port }, { fingerprint, keyType, publicKey });
    await product.admin.mutate('hosts.acceptKey', { address, port, fingerprint });
  }
  const published = readFileSync(join(folder, 'test/barevm-blueprint.yaml'), 'utf8');
  const content = published
    .replace('ip: 10.67.79.129', `ip: ${master.address}`)
    .replace('ip: 10.67.79.130', `ip: ${minion.address}`)
    .replaceAll('ssh_username: ubuntu', `ssh_username: ${master.user}`)
    .replaceAll('/home/ubuntu/dfilppi-kp.pem', '{ get_secret: vm_key }');
  const archive = zip([
    { name: 'kub/test/barevm-blueprint.yaml', content },
    { name: 'kub/plugin/plugin.yaml', content: readFileSync(join(folder, 'plugin/plugin.yaml'), 'utf8') },
  ]);
  const answer = await product.admin.uploadArchive('name=barevm&main=test/barevm-blueprint.yaml', archive);
  const result = (await answer.json()) as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}
