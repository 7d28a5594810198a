import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import type {
  CreateDeploymentResult,
  EventPage,
  ExecutionSummary,
  PreviewResult,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { createHostKeyPort } from '../../services/hosts/host-key-port.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

/* The first published blueprint of a cluster on bare machines. What its tasks do there is another matter. */

const folder = join(import.meta.dirname, '../../../../shared/blueprints/cfy3@1.4/kub');

let machines: SshHosts;
let product: TestProduct;
beforeAll(async () => {
  if (!existsSync(folder)) return;
  machines = await startSshHosts(2);
  product = await startTestProduct({ GANTRY_WORKER: '1', GANTRY_TASK_RETRIES: '0' });
});
afterAll(async () => {
  await product?.stop();
  await machines?.close();
});

test.skipIf(!existsSync(folder))(
  'the blueprint for bare machines compiles, is previewed and reaches its two machines',
  async () => {
    const blueprintId = await upload();
    const deployed = await product.admin.mutate('deployments.create', { blueprintId, name: 'barevm', inputs: {} });
    const deployment = deployed.data as CreateDeploymentResult;
    if (!deployment.ok) throw new Error(JSON.stringify(deployment.problems));
    const install = { deploymentId: deployment.id, workflow: 'install' };
    const previewed = (await product.admin.mutate('executions.preview', install)).data as PreviewResult;
    if (!previewed.ok) throw new Error(JSON.stringify(previewed.problems));
    expect(JSON.stringify(previewed.preview)).toContain('fabric.fabric_plugin.tasks.run_module_task');

    const [master, minion] = machines.hosts;
    const first = await failing(install);
    expect(first).toContain(`Connected to ${master?.user}@${master?.address}:${master?.port}.`);
    expect(first).toContain("Could not load 'kube_plugin.start-master-ubuntu14-tasks'");
    // The install goes no further than the master.
    const second = await failing({
      ...{ deploymentId: deployment.id, workflow: 'execute_operation' },
      parameters: { operation: 'cloudify.interfaces.lifecycle.start', node_ids: ['minion'] },
    });
    expect(second).toContain(`Connected to ${minion?.user}@${minion?.address}:${minion?.port}.`);
    expect(second).toContain("Could not load 'kube_plugin.start-node-ubuntu14-tasks'");
  },
);

/** Runs a workflow that ends as failed, and gives what it said. */
async function failing(run: { deploymentId: string; workflow: string; parameters?: JsonObject }): Promise<string> {
  const started = (await product.admin.mutate('executions.start', run)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { id } = started;
  const status = async () => ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  await expect.poll(status, { timeout: 50_000 }).toBe('failed');
  const { events } = (await product.admin.query('executions.events', { id, limit: 400 })).data as EventPage;
  return events.map(({ text }) => text).join('\n');
}

/** The published files; only what says where the two machines are and how to sign in is other. */
async function upload(): Promise<string> {
  const [master, minion] = machines.hosts;
  if (!master || !minion) throw new Error('two machines are needed');
  await product.admin.mutate('secrets.put', { name: 'vm_key', value: master.privateKey });
  const keys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  for (const { address, port, fingerprint, keyType, publicKey } of machines.hosts) {
    await keys.recordPending({ tenant: 'default_tenant', address, port }, { fingerprint, keyType, publicKey });
    await product.admin.mutate('hosts.acceptKey', { address, port, fingerprint });
  }
  const published = readFileSync(join(folder, 'test/barevm-blueprint.yaml'), 'utf8');
  const content = published
    .replace('ip: 10.67.79.129', `ip: ${master.address}\n      ssh_port: ${master.port}`)
    .replace('ip: 10.67.79.130', `ip: ${minion.address}\n      ssh_port: ${minion.port}`)
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
