import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateDeploymentResult, ScheduleView, UploadResult } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
});
afterAll(() => product.stop());

const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  web: { type: cloudify.nodes.Root }
`;

it('is started by the worker at its time, and ends as any other run', async () => {
  const uploaded = (await product.admin.mutate('blueprints.upload', { name: 'shop', text })).data as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const input = { blueprintId: uploaded.blueprint.id, name: 'shop', inputs: {} };
  const created = (await product.admin.mutate('deployments.create', input)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  const since = new Date(Date.now() + 3_000).toISOString();
  const schedule = { deploymentId: created.id, name: 'once', workflow: 'install', kind: 'at', since };
  const { id } = (await product.admin.mutate('schedules.create', schedule)).data as { id: string };
  const get = async () => (await product.admin.query('schedules.get', { id })).data as ScheduleView;
  await expect.poll(async () => (await get()).lastExecution?.status, { interval: 50 }).toBe('terminated');
  expect(await get()).toMatchObject({ next: [], lastMiss: null, lastExecution: { workflow: 'install' } });
});
