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

async function upload(name: string, text: string): Promise<string> {
  const uploaded = (await product.admin.mutate('blueprints.upload', { name, text })).data as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  return uploaded.blueprint.id;
}

it('takes names of parts of a deployment that is named, and says which do not exist', async () => {
  const stack = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  web: { type: cloudify.nodes.WebServer }
  db: { type: cloudify.nodes.Database }
capabilities:
  address: { value: 10.0.0.1 }
`;
  const user = `tosca_definitions_version: cloudify_dsl_1_4
inputs:
  node: { type: node_id, constraints: [ { deployment_id: stack }, { name_pattern: { starts_with: w } } ] }
  kind: { type: node_type, constraints: [ { deployment_id: stack } ] }
  address: { type: capability_value, constraints: [ { deployment_id: stack } ] }
`;
  const given = { kind: 'cloudify.nodes.Root', address: '10.0.0.1' };
  const create = async (blueprintId: string, name: string, more: object): Promise<CreateDeploymentResult> => {
    const inputs = blueprintId === userId ? { ...given, ...more } : more;
    return (await product.admin.mutate('deployments.create', { blueprintId, name, inputs }))
      .data as CreateDeploymentResult;
  };
  const [stackId, userId] = [await upload('stack', stack), await upload('user', user)];
  const refusal = { ok: false, problems: expect.arrayContaining([expect.objectContaining({ input: 'node' })]) };
  expect(await create(userId, 'early', { node: 'web' })).toMatchObject(refusal);
  expect(await create(stackId, 'stack', {})).toMatchObject({ ok: true });
  expect(await create(userId, 'none', { node: 'cache' })).toMatchObject(refusal);
  expect(await create(userId, 'other', { node: 'db' })).toMatchObject(refusal);
  expect(await create(userId, 'kind', { node: 'web', kind: 'cloudify.nodes.Compute' })).toMatchObject({
    ok: false,
    problems: [{ input: 'kind' }],
  });
  expect(await create(userId, 'address', { node: 'web', address: '10.0.0.2' })).toMatchObject({
    ok: false,
    problems: [{ input: 'address' }],
  });
  expect(await create(userId, 'right', { node: 'web' })).toMatchObject({ ok: true });
});

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
