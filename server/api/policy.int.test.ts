import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAuditEntries } from '../../db/repositories/audit.ts';
import { type Role, roles } from '../../db/schema/tenant.ts';
import { policy, rolesAllowed } from '../security/policy.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { TestClient } from '../testing/test-client.ts';
import { assertPolicyComplete } from './policy-check.ts';
import { appRouter } from './root.ts';

interface Procedure {
  path: string;
  type: 'query' | 'mutation' | 'subscription';
}

const procedures: Procedure[] = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  type: (procedure as unknown as { _def: { type: Procedure['type'] } })._def.type,
}));
const mutations = procedures.filter((procedure) => procedure.type === 'mutation');

let product: TestProduct;
const clients = new Map<Role | 'nobody', TestClient>();

beforeAll(async () => {
  product = await startTestProduct();
  clients.set('admin', product.admin);
  clients.set('nobody', new TestClient(product.url));
  for (const role of ['operator', 'viewer'] as const) {
    const email = `${role}@example.org`;
    const created = await product.admin.mutate('users.create', { email, name: role, role });
    const client = new TestClient(product.url);
    await client.signIn({ email, password: (created.data as { password: string }).password });
    clients.set(role, client);
  }
});
afterAll(() => product.stop());

/** An input that no procedure takes: who may call is told "wrong input", who may not never gets that far. */
const noInput = { nothing: 'takes this' };
const takesNoInput = new Set([
  'session.get',
  'blueprints.list',
  'drafts.list',
  'executions.facets',
  'hosts.testProgress',
  'hosts.keys',
  'secrets.list',
  'users.list',
  'groups.list',
  'catalogue.plugins',
  'catalogue.importable',
  'system.get',
]);

async function call(client: TestClient, { path, type }: Procedure): Promise<number> {
  if (type === 'mutation') return (await client.mutate(path, noInput)).status;
  const response = await client.get(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(noInput))}`);
  // A stream is always opened; its first message says why it ends.
  const text = await response.text();
  const inStream = type === 'subscription' ? /"httpStatus":(\d+)/.exec(text)?.[1] : undefined;
  return Number(inStream ?? response.status);
}

function clientOf(role: Role | 'nobody'): TestClient {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no client for ${role}`);
  return client;
}

describe('policy table', () => {
  it('names every procedure and nothing else', () => {
    expect(() => assertPolicyComplete()).not.toThrow();
    expect(procedures.map((procedure) => procedure.path).sort()).toEqual(Object.keys(policy).sort());
  });

  it('lets nobody call what it does not name', () => {
    for (const path of ['unknown.path', '__proto__', 'constructor', 'toString']) expect(rolesAllowed(path)).toEqual([]);
  });

  const cells = procedures.flatMap((procedure) => roles.map((role) => ({ ...procedure, role })));
  it.each(cells)('$path as $role', async ({ path, type, role }) => {
    const status = await call(clientOf(role), { path, type });
    if (rolesAllowed(path).includes(role)) expect(status).toBe(takesNoInput.has(path) ? 200 : 400);
    else expect(status).toBe(403);
  });

  it.each(procedures)('$path when nobody is signed in', async (procedure) => {
    expect(await call(clientOf('nobody'), procedure)).toBe(401);
  });

  it('holds for the archive upload', async () => {
    const upload = (role: Role | 'nobody') => clientOf(role).uploadArchive('name=x', Buffer.from('no archive'));
    expect((await upload('nobody')).status).toBe(401);
    expect((await upload('viewer')).status).toBe(403);
    expect(await (await upload('operator')).json()).toMatchObject({ ok: false });
  });

  it('takes a role away at once', async () => {
    const email = 'short@example.org';
    const { id, password } = (await product.admin.mutate('users.create', { email, name: 'Short', role: 'operator' }))
      .data as { id: string; password: string };
    const client = new TestClient(product.url);
    await client.signIn({ email, password });
    expect((await client.query('secrets.list')).status).toBe(200);
    await product.admin.mutate('users.setRole', { id, role: 'viewer' });
    expect((await client.query('secrets.list')).status).toBe(403);
    await product.admin.mutate('users.remove', { id });
    expect((await client.query('session.get')).status).toBe(401);
  });

  it('keeps the last administrator', async () => {
    const users = (await product.admin.query('users.list')).data as { id: string; you: boolean }[];
    const id = users.find((user) => user.you)?.id;
    expect(await product.admin.mutate('users.remove', { id })).toMatchObject({ status: 409, errorCode: 'conflict' });
    expect((await product.admin.mutate('users.setRole', { id, role: 'viewer' })).status).toBe(409);
  });
});

describe('other sites', () => {
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    '',
  ];
  const senders = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
  ];

  /** Inputs that would do something if they were let through. */
  const live: Record<string, unknown> = {
    'secrets.put': { name: 'planted', value: 'by another site' },
    'users.create': { email: 'planted@example.org', name: 'Planted', role: 'admin' },
    'blueprints.upload': { name: 'planted', text: 'tosca_definitions_version: cloudify_dsl_1_3\n' },
  };

  async function attempt(path: string, headers: Record<string, string>): Promise<number> {
    const response = await fetch(`${product.url}/api/trpc/${path}`, {
      method: 'POST',
      headers: { cookie: product.admin.cookie, ...headers },
      body: new TextEncoder().encode(JSON.stringify(live[path] ?? noInput)),
    });
    await response.body?.cancel();
    return response.status;
  }

  it.each(mutations)('cannot call $path', async ({ path }) => {
    const before = (await listAuditEntries(product.database.db, 'default_tenant')).length;
    for (const sender of senders) {
      for (const type of types) {
        const headers = Object.fromEntries(
          Object.entries({ ...sender, 'content-type': type }).filter(([, value]) => value),
        );
        expect(await attempt(path, headers)).toBe(403);
      }
    }
    for (const type of types.slice(1)) {
      const status = await attempt(
        path,
        type === '' ? { origin: product.url } : { origin: product.url, 'content-type': type },
      );
      expect(status).toBe(415);
    }
    expect((await listAuditEntries(product.database.db, 'default_tenant')).length).toBe(before);
  });

  it('cannot read or listen', async () => {
    for (const path of ['secrets.list', 'executions.stream', 'deployments.changes']) {
      const response = await product.admin.get(`/api/trpc/${path}`, { 'sec-fetch-site': 'cross-site' });
      expect(response.status).toBe(403);
    }
  });

  it('cannot use a mutation by GET', async () => {
    const response = await product.admin.get(
      `/api/trpc/secrets.put?input=${encodeURIComponent(JSON.stringify(live['secrets.put']))}`,
    );
    expect(response.status).toBe(405);
  });
});
