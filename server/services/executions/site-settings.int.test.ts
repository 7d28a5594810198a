import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateDeploymentResult, ExecutionDetail, StartResult, UploadResult } from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  notes: { type: string }
node_templates:
  plain:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: fail.sh, inputs: { notes: { get_input: notes }, who: plain } }
  own:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: fail.sh, max_retries: 0, inputs: { notes: { get_input: notes }, who: own } }
`;

beforeAll(async () => {
  product = await startTestProduct({
    GANTRY_WORKER: '1',
    GANTRY_TASK_RETRIES: '2',
    GANTRY_TASK_RETRY_INTERVAL: '0',
    GANTRY_MAX_INSTANCES: '3',
  });
});
afterAll(() => product.stop());

it("an operation's own number of retries counts, and the site's for those that have none", async () => {
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'fail.sh', content: '#!/bin/sh\necho "$who" >> "$notes"\nexit 1\n', mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=fails', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const notes = join(product.folder, 'notes');
  const made = { blueprintId: uploaded.blueprint.id, name: 'fails', inputs: { notes } };
  const created = (await product.admin.mutate('deployments.create', made)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  const run = { deploymentId: created.id, workflow: 'install' };
  const started = (await product.admin.mutate('executions.start', run)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  const look = async () => (await product.admin.query('executions.get', { id: started.id })).data as ExecutionDetail;
  await expect.poll(async () => (await look()).status).toBe('failed');
  const lines = (await readFile(notes, 'utf8')).trim().split('\n').sort();
  expect(lines).toEqual(['own', 'plain', 'plain', 'plain']);
});

it('a deployment, and one that is scaled, has no more instances than the site allows', async () => {
  const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  number: { type: integer, default: 4 }
node_templates:
  many:
    type: cloudify.nodes.Root
    capabilities: { scalable: { properties: { default_instances: { get_input: number } } } }
`;
  const archive = zip([{ name: 'blueprint.yaml', content: text }]);
  const uploaded = (await (await product.admin.uploadArchive('name=many', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const create = async (name: string, inputs: Record<string, number>) =>
    (await product.admin.mutate('deployments.create', { blueprintId: uploaded.blueprint.id, name, inputs }))
      .data as CreateDeploymentResult;
  const refused = await create('four', {});
  expect(refused.ok || refused.problems[0]?.message).toMatch(/many.*3/s);
  const made = await create('three', { number: 3 });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const parameters = { scalable_entity_name: 'many', delta: 1 };
  const preview = await product.admin.mutate('executions.preview', {
    deploymentId: made.id,
    workflow: 'scale',
    parameters,
  });
  expect(JSON.stringify(preview)).toMatch(/at most 3|more than 3/);
});
