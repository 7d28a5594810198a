import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BlueprintDetail, UploadResult } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const text = `tosca_definitions_version: cloudify_dsl_1_3
imports:
  - cloudify/types/types.yaml
plugins:
  own: { executor: central_deployment_agent, install: false }
node_templates:
  host:
    type: cloudify.nodes.Compute
    properties: { ip: 10.0.0.1, agent_config: { install_method: none } }
    interfaces:
      cloudify.interfaces.lifecycle:
        start: { implementation: own.tasks.dig, inputs: { depth: 3 } }
`;

it('names operations that cannot be run when a blueprint is uploaded, and stores it', async () => {
  const result = (await product.admin.mutate('blueprints.upload', { name: 'own', text })).data as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const start = expect.stringContaining('"cloudify.interfaces.lifecycle.start" of the node "host"');
  const warning = expect.objectContaining({
    severity: 'warning',
    detail: start,
    range: expect.objectContaining({ file: 'blueprint.yaml', start: expect.objectContaining({ line: 7 }) }),
  });
  expect(result.diagnostics).toEqual([warning]);
  const { id } = result.blueprint;
  const stored = (await product.admin.query('blueprints.get', { id })).data as BlueprintDetail;
  expect(stored.diagnostics).toEqual([warning]);
});
