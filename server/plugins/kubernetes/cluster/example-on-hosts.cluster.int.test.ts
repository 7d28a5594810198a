import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { testBundle, webImages, whyNoBundle } from '../../../../e2e/cluster-hosts/bundle.ts';
import {
  type ClusterHosts,
  startClusterHosts,
  whyNoClusterHosts,
} from '../../../../e2e/cluster-hosts/cluster-hosts.ts';
import type {
  CreateDeploymentResult,
  EventPage,
  ExecutionSummary,
  StartResult,
  UploadResult,
} from '../../../api/contract.ts';
import { zip } from '../../../security/archive/testing/pack.ts';
import { createHostKeyPort } from '../../../services/hosts/host-key-port.ts';
import { startTestProduct, type TestProduct } from '../../../testing/start-test-product.ts';
import { differences, traceOf } from './testing/host-trace.ts';

/* The example that makes a cluster, on machines that run pods: its page really answers. */

const folder = join(import.meta.dirname, '../../../../examples/kubernetes-on-hosts');
const whyNot = whyNoClusterHosts() ?? whyNoBundle();
const minutes = 60_000;
/** Of a workflow. */
const timeout = 6 * minutes;

let machines: ClusterHosts;
let product: TestProduct;
beforeAll(async () => {
  if (whyNot !== null) return;
  machines = await startClusterHosts({ count: 2, containers: false });
  product = await startTestProduct({ GANTRY_WORKER: '1', GANTRY_KUBERNETES_BUNDLE: await testBundle() });
}, 5 * minutes);
afterAll(async () => {
  await product?.stop();
  await machines?.close();
}, 2 * minutes);

test.skipIf(whyNot !== null)(
  `the example makes a cluster, its page is served by pods, and nothing is left${whyNot === null ? '' : ` (skipped: ${whyNot})`}`,
  async () => {
    const [master, node] = machines.hosts;
    if (master === undefined || node === undefined) throw new Error('Two machines are needed.');
    const before = await Promise.all([traceOf(master), traceOf(node)]);
    await trustMachines();
    const id = await deploy({
      ...{ master_ip: master.address, node_ips: [node.address], nodes: 1, image: webImages[0] },
      ...{ ssh_user: master.user, ssh_port: master.port, greeting: 'Good evening' },
    });
    await run({ deploymentId: id, workflow: 'install' });
    for (const { address } of [master, node]) {
      const page = await master.inside(
        `curl -s --retry 10 --retry-connrefused --max-time 10 http://${address}:30080/index.html`,
      );
      expect(page).toMatch(/^Good evening\nThis is page-\S+ on \S+, of \S+\.\n$/);
      expect(page).toContain(id);
    }
    await run({ deploymentId: id, workflow: 'uninstall' });
    const after = await Promise.all([traceOf(master), traceOf(node)]);
    expect(after.map((trace, index) => differences(before[index] ?? trace, trace))).toEqual([[], []]);
  },
  12 * minutes,
);

async function trustMachines(): Promise<void> {
  const keys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  for (const { address, port, fingerprint, keyType, publicKey } of machines.hosts) {
    await keys.recordPending({ tenant: 'default_tenant', address, port }, { fingerprint, keyType, publicKey });
    await product.admin.mutate('hosts.acceptKey', { address, port, fingerprint });
  }
  await product.admin.mutate('secrets.put', { name: 'cluster_ssh_key', value: machines.hosts[0]?.privateKey ?? '' });
}

async function deploy(inputs: JsonObject): Promise<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const entries = files.map((file) => ({
    name: `example/${relative(folder, file)}`,
    content: readFileSync(file, 'utf8'),
  }));
  const answer = await product.admin.uploadArchive('name=on-hosts&main=blueprint.yaml', zip(entries));
  const uploaded = (await answer.json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const wanted = { blueprintId: uploaded.blueprint.id, name: 'on-hosts', inputs };
  const made = (await product.admin.mutate('deployments.create', wanted)).data as CreateDeploymentResult;
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.id;
}

/** Runs a workflow to its end. */
async function run(wanted: { deploymentId: string; workflow: string }): Promise<void> {
  const started = (await product.admin.mutate('executions.start', wanted)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { id } = started;
  const status = async () => ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  const isOver = /terminated|completed|failed|cancelled/;
  const said = async () => {
    const { events } = (await product.admin.query('executions.events', { id, limit: 400 })).data as EventPage;
    return events.map(({ text }) => text).join('\n');
  };
  await vi.waitUntil(async () => isOver.test(await status()), { timeout, interval: 500 }).catch(() => undefined);
  expect(await status(), await said()).toMatch(/terminated|completed/);
}
