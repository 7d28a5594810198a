import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dependentsOf } from '../../../db/repositories/deployment-dependency.ts';
import { nodeInstance } from '../../../db/schema/index.ts';
import type { CreateDeploymentResult, UploadResult } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

async function deploy(name: string, text: string, inputs: Record<string, string> = {}): Promise<string> {
  const uploaded = (await product.admin.mutate('blueprints.upload', { name, text })).data as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const input = { blueprintId: uploaded.blueprint.id, name, inputs };
  const created = (await product.admin.mutate('deployments.create', input)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

const remove = (id: string, more = {}) => product.admin.mutate('deployments.delete', { id, ...more });

const database = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  store: { type: cloudify.nodes.Root }
capabilities:
  address: { value: 10.0.0.1 }
`;

const shop = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  ledger: { type: deployment_id }
node_templates:
  web: { type: cloudify.nodes.Root }
outputs:
  store: { value: { get_capability: [database, address] } }
`;

it('keeps a deployment as long as others use it, by name or by id', async () => {
  const store = await deploy('database', database);
  const ledger = await deploy('ledger', database);
  const user = await deploy('shop', shop, { ledger: 'ledger' });
  const { db } = product.database;
  expect(await dependentsOf(db, store)).toEqual([
    { id: user, name: 'shop', creator: 'outputs.store.value.get_capability' },
  ]);
  expect(await dependentsOf(db, ledger)).toEqual([{ id: user, name: 'shop', creator: 'inputs.ledger' }]);
  expect(await dependentsOf(db, user)).toEqual([]);
  const refusal = { status: 409, message: expect.stringContaining('"shop" (inputs.ledger)') };
  expect(await remove(ledger)).toMatchObject(refusal);
  expect(await remove(ledger, { force: true })).toMatchObject(refusal);
  expect((await remove(user)).status).toBe(200);
  expect((await remove(store)).status).toBe(200);
  expect((await remove(ledger)).status).toBe(200);
});

it('knows who uses a deployment that was not there when the other one was made', async () => {
  const ledger = await deploy('ledger', database);
  const user = await deploy('shop', shop, { ledger: 'ledger' });
  const store = await deploy('database', database);
  expect(await remove(store)).toMatchObject({ status: 409, message: expect.stringContaining('"shop"') });
  for (const id of [user, store, ledger]) expect((await remove(id)).status).toBe(200);
});

it('names live instances with their states, and forgets them when it is forced to', async () => {
  const id = await deploy('live', database);
  const { db } = product.database;
  await db.update(nodeInstance).set({ state: 'started' }).where(eq(nodeInstance.deploymentId, id));
  const message = expect.stringMatching(/"store_\w{6}" \(started\)/);
  expect(await remove(id)).toMatchObject({ status: 409, message });
  expect((await remove(id, { force: true })).status).toBe(200);
});
