import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { TestClient } from '../testing/test-client.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

describe('sign-in', () => {
  it('gives a session in a cookie that scripts cannot read', async () => {
    const { firstAdministrator } = product.server;
    if (firstAdministrator === null) throw new Error('no administrator was made');
    const client = new TestClient(product.url);
    const response = await client.signIn(firstAdministrator);
    expect(response.status).toBe(200);
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/^gantry\./);
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
    }
    const session = await client.query('session.get');
    expect(session.data).toMatchObject({ user: { email: 'admin@gantry.local' }, role: 'admin', version: 'test' });
  });

  it('ends the session on sign-out', async () => {
    const { firstAdministrator } = product.server;
    if (firstAdministrator === null) throw new Error('no administrator was made');
    const client = new TestClient(product.url);
    await client.signIn(firstAdministrator);
    expect((await client.post('/api/auth/sign-out', {})).status).toBe(200);
    expect((await client.query('session.get')).status).toBe(401);
  });

  it('refuses people who are not signed in, in words', async () => {
    const answer = await new TestClient(product.url).query('session.get');
    expect(answer).toMatchObject({
      status: 401,
      errorCode: 'unauthenticated',
      message: expect.stringContaining('Sign in'),
    });
  });

  it('ends other sessions when the password is changed', async () => {
    const { firstAdministrator: admin } = product.server;
    if (admin === null) throw new Error('no administrator was made');
    const [here, elsewhere] = [new TestClient(product.url), new TestClient(product.url)];
    await here.signIn(admin);
    await elsewhere.signIn(admin);
    const change = (currentPassword: string, newPassword: string) =>
      here.post('/api/auth/change-password', { currentPassword, newPassword });
    expect((await change('not the password', 'another password 1')).status).toBe(400);
    expect((await change(admin.password, 'short')).status).toBe(400);
    const changed = await change(admin.password, 'another password 1');
    expect(changed.status).toBe(200);
    expect((await elsewhere.query('session.get')).status).toBe(401);
    expect((await new TestClient(product.url).signIn({ ...admin, password: 'another password 1' })).status).toBe(200);
    expect((await product.admin.query('session.get')).status).toBe(401);
    const again = new TestClient(product.url);
    await again.signIn({ ...admin, password: 'another password 1' });
    await again.post('/api/auth/change-password', {
      currentPassword: 'another password 1',
      newPassword: admin.password,
    });
    await product.admin.signIn(admin);
  });

  it('offers no sign-up and nothing else of the library', async () => {
    const client = new TestClient(product.url);
    const person = { email: 'new@example.org', password: 'long enough password', name: 'New' };
    expect((await client.post('/api/auth/sign-up/email', person)).status).toBe(404);
    expect((await client.post('/api/auth/request-password-reset', { email: person.email })).status).toBe(404);
    expect((await client.get('/api/auth/list-sessions')).status).toBe(404);
  });
});

describe('requests', () => {
  it('answers with headers that keep browsers out of trouble', async () => {
    const response = await product.admin.get('/api/trpc/session.get');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('says how it is', async () => {
    const response = await new TestClient(product.url).get('/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', problem: null });
  });

  it('tells wrong input by its field', async () => {
    const answer = await product.admin.query('blueprints.get', { id: 'x' });
    expect(answer).toMatchObject({ status: 400, errorCode: 'bad-request', message: 'id: is not an id' });
    const extra = await product.admin.mutate('secrets.put', { name: 'a', value: 'b', extra: 1 });
    expect(extra.status).toBe(400);
  });

  it('says that there is no such procedure, page or thing', async () => {
    expect((await product.admin.query('nothing.here')).status).toBe(404);
    expect((await product.admin.get('/api/else')).status).toBe(404);
    const missing = await product.admin.query('blueprints.get', { id: crypto.randomUUID() });
    expect(missing).toMatchObject({ status: 404, errorCode: 'not-found' });
  });

  it('runs batches of ten and nothing of a batch of eleven', async () => {
    const batch = (size: number) => {
      const paths = Array.from({ length: size }, () => 'secrets.put').join(',');
      const inputs = Object.fromEntries(
        Array.from({ length: size }, (_, n) => [n, { name: `batch-${size}-${n}`, value: 'v' }]),
      );
      return product.admin.post(`/api/trpc/${paths}?batch=1`, inputs);
    };
    expect((await batch(11)).status).toBe(400);
    expect((await product.admin.query('secrets.list')).data).toEqual([]);
    expect((await batch(10)).status).toBe(200);
    expect((await product.admin.query('secrets.list')).data).toHaveLength(10);
  });

  it('refuses a body that grows past the limit without having said so', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 40; n += 1) controller.enqueue(new Uint8Array(1024).fill(120));
        controller.close();
      },
    });
    const response = await fetch(`${product.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: product.url },
      body,
      // @ts-expect-error Node's fetch wants to be told that the body is sent first; its types do not know the field.
      duplex: 'half',
    });
    expect(response.status).toBe(413);
  });
});
