import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
let worker: ChildProcess | undefined;
beforeAll(async () => {
  if (whyNot !== null) return;
  machines = await startClusterHosts({ count: 2, containers: false });
  product = await startTestProduct();
  worker = await startWorker();
}, 5 * minutes);
afterAll(async () => {
  worker?.kill('SIGKILL');
  await product?.stop();
  await machines?.close();
}, 2 * minutes);

test.skipIf(whyNot !== null)(
  `the blueprint for bare machines makes a cluster of two while workers are killed, and takes it away again${whyNot === null ? '' : ` (skipped: ${whyNot})`}`,
  async () => {
    const [master, minion] = both();
    const before = await Promise.all([traceOf(master), traceOf(minion)]);
    const blueprintId = await upload(master, minion);
    const deployed = await product.admin.mutate('deployments.create', { blueprintId, name: 'barevm', inputs: {} });
    const deployment = deployed.data as CreateDeploymentResult;
    if (!deployment.ok) throw new Error(JSON.stringify(deployment.problems));

    const killedIn = new Set<string>();
    const said = await run({ deploymentId: deployment.id, workflow: 'install' }, (text) => killNow(text, killedIn));
    expect([...killedIn]).toEqual(['2 of 18', '8 of 18', '13 of 18', '2 of 11', '7 of 11']);
    expectNoneRepeated(said);
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
  20 * minutes,
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

const program = fileURLToPath(new URL('../../worker.ts', import.meta.url));

/** The process that runs executions, to be killed. */
async function startWorker(): Promise<ChildProcess> {
  const environment = {
    ...{ PATH: process.env['PATH'] ?? '', DATABASE_URL: product.database.url, GANTRY_DATA_DIR: product.folder },
    GANTRY_KUBERNETES_BUNDLE: await testBundle(),
  };
  // Next's types demand NODE_ENV in every environment; this one is complete as it is.
  const env = environment as unknown as NodeJS.ProcessEnv;
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Kills the worker in some of the steps, once in each, and starts another one. */
async function killNow(said: string, killedIn: Set<string>): Promise<void> {
  const [, step, what] = /Step (\d+ of \d+): ([^\n]*): begins\.\n?[^\n]*$/.exec(said.trimEnd()) ?? [];
  if (step === undefined || killedIn.has(step) || !/^(programs|kube-apiserver|kubelet) /.test(what ?? '')) return;
  killedIn.add(step);
  if (worker === undefined) throw new Error('There is no worker.');
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
  worker = await startWorker();
}

/** No step is begun again after it was done. */
function expectNoneRepeated(said: string): void {
  const done = new Set<string>();
  for (const line of said.split('\n')) {
    const [, step = '', end] = /^(Step .*): (begins|done in [\d.]+ s)\.$/.exec(line) ?? [];
    if (end === 'begins') expect(done.has(step), line).toBe(false);
    else if (end !== undefined) done.add(step);
  }
  expect(done.size).toBeGreaterThanOrEqual(25);
}

/** Runs a workflow to its end, and gives what it said. */
async function run(
  wanted: { deploymentId: string; workflow: string; parameters?: JsonObject },
  onSaid: (said: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const started = (await product.admin.mutate('executions.start', wanted)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { id } = started;
  const said = async (): Promise<string> => {
    const { events } = (await product.admin.query('executions.events', { id, limit: 1000 })).data as EventPage;
    return events.map(({ text }) => text).join('\n');
  };
  const status = async (): Promise<string> => {
    await onSaid(await said());
    return ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  };
  await expect.poll(status, { timeout: 12 * minutes, interval: 200 }).toMatch(/terminated|failed|cancelled/);
  const all = await said();
  expect(await status(), all).toBe('terminated');
  return all;
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
