import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  CreateDeploymentResult,
  EventPage,
  ExecutionDetail,
  PreviewResult,
  StartResult,
  UploadResult,
} from '../../../api/contract.ts';
import { zip } from '../../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
});
afterAll(() => product.stop());

const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
inputs:
  log: { type: string }
node_templates:
  app:
    type: cloudify.nodes.Root
    instances: { deploy: 2 }
    interfaces:
      care:
        polish: { implementation: polish.sh, inputs: { log: { get_input: log } } }
workflows:
  polish:
    mapping: care.py
    parameters:
      times: { type: integer, default: 2 }
`;
const polish = `#!/bin/sh
echo "$(ctx instance id) $round" >> "$log"
ctx returns "shines $round"
`;
const care = `from cloudify.workflows import ctx, parameters

for number in range(parameters.times):
    tasks = [each.execute_operation('care.polish', {'round': str(number)}) for each in ctx.node_instances]
    ctx.logger.info('%s: %s', ctx.deployment.id, ', '.join(str(task.get()) for task in tasks))
ctx.send_event('All done')
`;

async function deploy(): Promise<string> {
  const archive = zip([
    { name: 'care/blueprint.yaml', content: blueprint },
    { name: 'care/polish.sh', content: polish, mode: 0o100755 },
    { name: 'care/care.py', content: care },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=care', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const inputs = { log: join(product.folder, 'polished') };
  const input = { blueprintId: uploaded.blueprint.id, name: 'care', inputs };
  const created = (await product.admin.mutate('deployments.create', input)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

it('runs a workflow that the blueprint brings as a script, from its preview on', async () => {
  const deploymentId = await deploy();
  const question = { deploymentId, workflow: 'polish', parameters: { times: '3' } };
  const previewed = (await product.admin.mutate('executions.preview', question)).data as PreviewResult;
  if (!previewed.ok) throw new Error(JSON.stringify(previewed.problems));
  expect(previewed.preview.operations).toHaveLength(6);
  expect(previewed.preview.notes).not.toEqual([]);
  const start = { ...question, previewId: previewed.preview.id };
  const started = (await product.admin.mutate('executions.start', start)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  const { id } = started;
  const get = async () => (await product.admin.query('executions.get', { id })).data as ExecutionDetail;
  await expect.poll(async () => (await get()).endedAt, { interval: 100 }).not.toBeNull();
  expect(await get()).toMatchObject({ status: 'terminated', error: null, totalOperations: 6, finishedOperations: 6 });
  const { events } = (await product.admin.query('executions.events', { id })).data as EventPage;
  const logged = events.filter(({ type, operation }) => type === 'log' && operation === null);
  expect(logged.map(({ text }) => text)).toEqual([
    'care: shines 0, shines 0',
    'care: shines 1, shines 1',
    'care: shines 2, shines 2',
  ]);
  expect(events.filter(({ type }) => type === 'workflow_stage').map(({ text }) => text)).toContain('All done');
  const lines = (await readFile(join(product.folder, 'polished'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => line.split(' ')[1])).toEqual(['0', '0', '1', '1', '2', '2']);
});
