import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlueprintSummary, SecretUses, UploadResult } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({}, { examples: true });
  for (const name of ['db/password', 'db/password-2', 'key']) {
    await product.admin.mutate('secrets.put', { name, value: 'hidden-value' });
  }
});
afterAll(() => product.stop());

const blueprint = (secret: string) => `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
inputs: { which: { default: ${secret} } }
node_types: { App: { derived_from: cloudify.nodes.Root, properties: { password: { default: '' } } } }
node_templates:
  app: { type: App, properties: { password: { get_secret: { get_input: which } } } }
  other: { type: App, properties: { password: { concat: [x, { get_secret: db/password }] } } }
`;

async function usesOf(name: string): Promise<SecretUses> {
  return (await product.admin.query('secrets.uses', { name })).data as SecretUses;
}

test('a secret is used by the blueprints that name it, by deployments whose inputs do, and by hosts', async () => {
  const { data } = await product.admin.mutate('blueprints.upload', { name: 'shop', text: blueprint('db/password-2') });
  const uploaded = data as UploadResult;
  const blueprintId = uploaded.ok ? uploaded.blueprint.id : '';
  await product.admin.mutate('deployments.create', { blueprintId, name: 'berlin', inputs: {} });
  const host = { name: 'web-1', address: '10.0.0.1', user: 'root', keySecret: 'key' };
  await product.admin.mutate('hosts.add', host);

  const both = await usesOf('db/password');
  expect(both.blueprints).toEqual([{ id: blueprintId, name: 'shop' }]);
  expect(both.deployments).toMatchObject([{ name: 'berlin' }]);
  expect(both.hosts).toEqual([]);
  // Named by an input only, which is not known before there is a deployment.
  expect(await usesOf('db/password-2')).toMatchObject({ blueprints: [], deployments: [{ name: 'berlin' }], hosts: [] });
  expect(await usesOf('key')).toMatchObject({ blueprints: [], deployments: [], hosts: [{ name: 'web-1' }] });
  expect(await usesOf('db')).toEqual({ blueprints: [], deployments: [], hosts: [] });
});

test('a secret that a host signs in with is not deleted', async () => {
  const refused = await product.admin.mutate('secrets.delete', { name: 'key' });
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused)).toContain('web-1');
  expect((await product.admin.mutate('secrets.delete', { name: 'db/password-2' })).status).toBe(200);
});

test('a blueprint names the types and plugins of its nodes', async () => {
  const list = (await product.admin.query('blueprints.list')).data as BlueprintSummary[];
  expect(list.find(({ name }) => name === 'shop')).toMatchObject({ types: ['App'] });
  expect(list.find(({ name }) => name === 'wine-cellar')?.types).toContain('cellar.nodes.Host');
});
