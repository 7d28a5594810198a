import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataFolder } from '../../data-folder.ts';
import { readEnv } from '../../env.ts';
import { startServer } from '../../main.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { TestClient } from '../../testing/test-client.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

async function attempt(email: string, password: string): Promise<{ status: number; text: string }> {
  const response = await new TestClient(product.url).signIn({ email, password });
  return { status: response.status, text: await response.text() };
}

it('lets no more than five of a hundred attempts at once look at the password', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => attempt('victim@example.org', `guess ${n}`)));
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(95);
});

it('tells unknown people and wrong passwords apart by nothing', async () => {
  const unknown = await attempt('nobody@example.org', 'a wrong password');
  const known = await attempt('admin@gantry.local', 'a wrong password');
  expect(known).toEqual(unknown);
  expect(known.status).toBe(401);
});

it('says how long to wait, and keeps saying so after a restart', async () => {
  for (let n = 0; n < 5; n += 1) await attempt('locked@example.org', 'x');
  const refused = await attempt('LOCKED@example.org', 'x');
  expect(refused.status).toBe(429);
  expect(refused.text).toMatch(/Try again in \d+ seconds/);
  const again = await startServer(
    {
      env: readEnv({ PORT: '0', GANTRY_LAB: '0', GANTRY_WORKER: '0' }),
      dataFolder: openDataFolder(product.folder),
      database: product.database,
      dev: false,
      version: 'test',
      say: () => {},
    },
    { pages: false, examples: false },
  );
  const response = await new TestClient(again.url).signIn({ email: 'locked@example.org', password: 'x' });
  await again.close();
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('forgets failures after a success, and locks nobody else out', async () => {
  const { firstAdministrator: admin } = product.server;
  if (admin === null) throw new Error('no administrator');
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 3; n += 1) await attempt(admin.email, 'wrong');
    expect((await attempt(admin.email, admin.password)).status).toBe(200);
  }
});

it('does not take sign-ins by batch or as a form', async () => {
  const client = new TestClient(product.url);
  const form = await client.post('/api/auth/sign-in/email', 'email=a&password=b', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(form.status).toBe(415);
  const batch = await client.post('/api/auth/sign-in/email,sign-in/email?batch=1', {});
  expect(batch.status).toBe(404);
});
