import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateDeploymentResult, ExecutionSummary, UploadResult } from './api/contract.ts';
import { zip } from './security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from './testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

function startWorker(folder: string, url: string): { child: ChildProcess; said(): string } {
  const environment = { PATH: process.env['PATH'] ?? '', DATABASE_URL: url, GANTRY_DATA_DIR: folder };
  // Next's types demand NODE_ENV in every environment; this one is complete as it is.
  const env = environment as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  return { child, said: () => text };
}

const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
  app:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: run.sh, inputs: { word: { get_secret: word } } }
`;

async function install(): Promise<string> {
  await product.admin.mutate('secrets.put', { name: 'word', value: 'not to be seen' });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'run.sh', content: '#!/bin/sh\ntest "$word" = "not to be seen"\n', mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=worker', archive)).json()) as UploadResult;
  const blueprintId = uploaded.ok ? uploaded.blueprint.id : '';
  const created = await product.admin.mutate('deployments.create', { blueprintId, name: 'worker', inputs: {} });
  const deployment = created.data as CreateDeploymentResult;
  const deploymentId = deployment.ok ? deployment.id : '';
  const started = await product.admin.mutate('executions.start', { deploymentId, workflow: 'install' });
  return (started.data as { id: string }).id;
}

it('runs what the web process has only taken down, and ends when it is told to', async () => {
  const worker = startWorker(product.folder, product.database.url);
  await expect.poll(worker.said).toContain('takes executions');
  const id = await install();
  const status = async (): Promise<string> =>
    ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  await expect.poll(status).toBe('terminated');
  const exited = once(worker.child, 'exit');
  worker.child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

it('does not start without the key of the secrets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-no-key-'));
  const worker = startWorker(folder, product.database.url);
  const [code] = await once(worker.child, 'exit');
  await rm(folder, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(worker.said()).toContain('Copy secret.key');
});
