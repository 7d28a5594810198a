import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListSettings } from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { TestClient } from '../../testing/test-client.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

async function settings(client: TestClient, list = 'executions'): Promise<ListSettings> {
  return (await client.query('lists.settings', { list })).data as ListSettings;
}

test('filters and columns are kept by person and list', async () => {
  const email = 'viewer@example.org';
  const created = await product.admin.mutate('users.create', { email, name: 'Viewer', role: 'viewer' });
  const viewer = new TestClient(product.url);
  await viewer.signIn({ email, password: (created.data as { password: string }).password });

  expect(await settings(viewer)).toEqual({ columns: null, filters: [] });
  await viewer.mutate('lists.saveFilter', { list: 'executions', name: 'night', query: 'status=failed' });
  await viewer.mutate('lists.saveFilter', { list: 'executions', name: 'mine', query: 'by=viewer' });
  await viewer.mutate('lists.saveFilter', { list: 'executions', name: 'night', query: 'status=failed&sort=-ended' });
  await viewer.mutate('lists.setColumns', { list: 'executions', columns: ['status', 'by'] });
  expect(await settings(viewer)).toEqual({
    columns: ['status', 'by'],
    filters: [
      { name: 'mine', query: 'by=viewer' },
      { name: 'night', query: 'status=failed&sort=-ended' },
    ],
  });
  expect(await settings(viewer, 'deployments')).toEqual({ columns: null, filters: [] });
  expect(await settings(product.admin)).toEqual({ columns: null, filters: [] });

  await product.admin.mutate('lists.removeFilter', { list: 'executions', name: 'night' });
  await viewer.mutate('lists.removeFilter', { list: 'executions', name: 'mine' });
  await viewer.mutate('lists.setColumns', { list: 'executions', columns: null });
  expect(await settings(viewer)).toEqual({
    columns: null,
    filters: [{ name: 'night', query: 'status=failed&sort=-ended' }],
  });
});

test('a hundred filters are enough, and one of them can still be replaced', async () => {
  const save = (name: string) => product.admin.mutate('lists.saveFilter', { list: 'deployments', name, query: 'q=x' });
  for (let n = 1; n <= 100; n++) expect((await save(`filter ${n}`)).status).toBe(200);
  expect(await save('one more')).toMatchObject({ status: 409, errorCode: 'conflict' });
  expect((await save('filter 100')).status).toBe(200);
});
