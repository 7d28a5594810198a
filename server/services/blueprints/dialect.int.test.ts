import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateDeploymentResult, ExecutionDetail, StartResult, UploadResult } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

it.each([
  { version: '1_2', release: '3.3', dialect: 'v3' },
  { version: '1_3', release: '5.1.0', dialect: 'v5' },
])('executions of a blueprint with the types of $release behave as $dialect', async ({ version, release, dialect }) => {
  const name = `types of ${release}`;
  const location = `http://www.getcloudify.org/spec/cloudify/${release}/types.yaml`;
  const text = `tosca_definitions_version: cloudify_dsl_${version}\nimports: ["${location}"]\nnode_templates:\n  one: { type: cloudify.nodes.Root }\n`;
  const uploaded = (await product.admin.mutate('blueprints.upload', { name, text })).data as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const request = { blueprintId: uploaded.blueprint.id, name, inputs: {} };
  const created = (await product.admin.mutate('deployments.create', request)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  const start = { deploymentId: created.id, workflow: 'install' };
  const started = (await product.admin.mutate('executions.start', start)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  const found = (await product.admin.query('executions.get', { id: started.id })).data as ExecutionDetail;
  expect(found.dialect).toBe(dialect);
});
