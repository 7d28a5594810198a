import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateDeploymentResult, UploadResult } from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
inputs:
  from: { type: blueprint_id }
  key: { type: secret_key, constraints: [name_pattern: { starts_with: ssh_ }] }
`;

it('takes names of blueprints and secrets that exist, and says which do not', async () => {
  const archive = zip([{ name: 'names/blueprint.yaml', content: blueprint }]);
  const uploaded = (await (await product.admin.uploadArchive('name=names', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const create = async (name: string, inputs: object): Promise<CreateDeploymentResult> => {
    const request = { blueprintId: uploaded.blueprint.id, name, inputs };
    return (await product.admin.mutate('deployments.create', request)).data as CreateDeploymentResult;
  };

  expect(await create('one', { from: 'names', key: 'ssh_key' })).toMatchObject({
    ok: false,
    problems: [{ input: 'key' }],
  });
  await product.admin.mutate('secrets.put', { name: 'ssh_key', value: 'x' });
  await product.admin.mutate('secrets.put', { name: 'other', value: 'x' });
  expect(await create('two', { from: 'nowhere', key: 'ssh_key' })).toMatchObject({
    ok: false,
    problems: [{ input: 'from' }],
  });
  expect(await create('three', { from: 'names', key: 'other' })).toMatchObject({
    ok: false,
    problems: [{ input: 'key' }],
  });
  expect(await create('four', { from: 'names', key: 'ssh_key' })).toMatchObject({ ok: true });
});
