import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlueprintPlan, DeploymentPlan } from '../../core/plan/plan.ts';
import type { Tx } from '../client.ts';
import { user } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { insertAuditEntry, listAuditEntries, lockAuditChain } from './audit.ts';
import * as blueprints from './blueprint.ts';
import * as deployments from './deployment.ts';
import { deleteOtherLabHosts, listHosts, putHost } from './host.ts';
import * as hostKeys from './host-key.ts';
import * as members from './membership.ts';
import * as secrets from './secret.ts';
import { ensureTenant } from './tenant.ts';

const tenantId = 'tenant_a';
const plan = { description: 'Two nodes', nodes: [{ id: 'a' }, { id: 'b' }] } as unknown as BlueprintPlan;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const id of [tenantId, 'tenant_b']) {
    await ensureTenant(database.db, { id, name: id });
    await ensureTenant(database.db, { id, name: id });
  }
});

afterAll(() => database.drop());

function addVersion(name: string, files: readonly blueprints.BlueprintFile[]): Promise<{ id: string; number: number }> {
  return database.db.transaction(async (tx) => {
    const { id } = await blueprints.claimBlueprint(tx, { id: randomUUID(), tenantId, name });
    const version = {
      id: randomUUID(),
      blueprintId: id,
      mainFile: 'main.yaml',
      contentHash: 'h',
      plan,
      diagnostics: [],
    };
    return { id, number: await blueprints.insertVersion(tx, version, files) };
  });
}

test('uploads of one name at once become versions one after another', async () => {
  const file = { path: 'main.yaml', mode: 0o644, content: new TextEncoder().encode('a: 1\n') };
  const added = await Promise.all([1, 2, 3, 4].map(() => addVersion('numbered', [file])));
  expect(added.map((each) => each.number).sort()).toEqual([1, 2, 3, 4]);
  expect(new Set(added.map((each) => each.id)).size).toBe(1);
  const latest = await blueprints.findBlueprintByName(database.db, tenantId, 'numbered');
  expect(latest).toMatchObject({
    version: 4,
    nodeCount: 2,
    description: 'Two nodes',
    deploymentCount: 0,
    example: false,
  });
  expect(await blueprints.findBlueprintByName(database.db, 'tenant_b', 'numbered')).toBeNull();
});

test('files keep their bytes and modes, many and large ones too', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const large = new Uint8Array(9_000_000).fill(7);
  const many = Array.from({ length: 1_200 }, (_, index) => ({ path: `many/${index}`, mode: 0o644, content: bytes }));
  const files = [
    { path: 'run.sh', mode: 0o755, content: bytes },
    { path: 'large', mode: 0o644, content: large },
    { path: 'empty', mode: 0o644, content: new Uint8Array() },
  ];
  await addVersion('files', [...files, ...many]);
  const { versionId = '' } = (await blueprints.findBlueprintByName(database.db, tenantId, 'files')) ?? {};
  const listed = await blueprints.listFiles(database.db, versionId);
  expect(listed).toHaveLength(1_203);
  expect(listed.find((file) => file.path === 'large')?.size).toBe(9_000_000);
  const script = await blueprints.findFile(database.db, versionId, 'run.sh');
  expect(script?.mode).toBe(0o755);
  expect(Buffer.from(script?.content ?? []).equals(bytes)).toBe(true);
  expect((await blueprints.findFile(database.db, versionId, 'empty'))?.content).toHaveLength(0);
});

test('a blueprint with deployments stays; its deployments are counted and listed', async () => {
  const { id } = await addVersion('used', []);
  const { versionId = '' } = (await blueprints.findBlueprint(database.db, tenantId, id)) ?? {};
  const row = {
    id: randomUUID(),
    tenantId,
    name: 'one',
    blueprintVersionId: versionId,
    inputs: { port: 80 },
    plan: {} as Omit<DeploymentPlan, 'node_instances'>,
  };
  expect(await deployments.insertDeployment(database.db, row)).toBe(true);
  expect(await deployments.insertDeployment(database.db, { ...row, id: randomUUID() })).toBe(false);
  await expect(blueprints.deleteBlueprint(database.db, tenantId, id)).rejects.toThrow();
  expect(await deployments.listDeployments(database.db, tenantId, { blueprintId: id })).toMatchObject([
    { id: row.id, blueprintName: 'used', blueprintVersion: 1 },
  ]);
  expect(await deployments.findDeployment(database.db, 'tenant_b', row.id)).toBeNull();
  expect(await deployments.deleteDeployment(database.db, 'tenant_b', row.id)).toBe(false);
  expect(await deployments.deleteDeployment(database.db, tenantId, row.id)).toBe(true);
  expect(await blueprints.deleteBlueprint(database.db, tenantId, id)).toBe(true);
});

test('secrets are replaced in place and listed without what they hold', async () => {
  const row = (version: number) => ({
    id: randomUUID(),
    tenantId,
    name: 'key',
    version,
    wrappedKey: Uint8Array.of(1, version),
    ciphertext: Uint8Array.of(2, version),
    keyId: 'k',
  });
  const first = row(1);
  await secrets.putSecret(database.db, first);
  await secrets.putSecret(database.db, row(2));
  const found = await secrets.findSecret(database.db, tenantId, 'key');
  expect(found).toMatchObject({ id: first.id, version: 2 });
  expect([...(found?.ciphertext ?? [])]).toEqual([2, 2]);
  const [listed] = await secrets.listSecrets(database.db, tenantId);
  expect(Object.keys(listed ?? {}).sort()).toEqual(['createdAt', 'createdBy', 'name', 'updatedAt', 'version']);
  expect(await secrets.deleteSecret(database.db, 'tenant_b', 'key')).toBe(false);
  expect(await secrets.deleteSecret(database.db, tenantId, 'key')).toBe(true);
});

test('a host key keeps the decision about it when it is seen again', async () => {
  const at = { address: '127.0.0.9', port: 22 };
  const key = { tenantId, ...at, fingerprint: 'SHA256:x', keyType: 'ssh-ed25519', publicKey: 'AAAA' };
  await hostKeys.recordHostKey(database.db, { ...key, status: 'pending' });
  const decision = { status: 'accepted', at: new Date(), by: 'somebody' } as const;
  expect(await hostKeys.decideHostKey(database.db, key, decision)).toBe(true);
  expect(await hostKeys.decideHostKey(database.db, { ...key, port: 23 }, decision)).toBe(false);
  await hostKeys.recordHostKey(database.db, { ...key, status: 'pending' });
  expect(await hostKeys.findHostKeys(database.db, tenantId, at)).toMatchObject([
    { status: 'accepted', decidedBy: 'somebody' },
  ]);
  expect(await hostKeys.findHostKeys(database.db, 'tenant_b', at)).toEqual([]);
});

test('lab hosts that are gone are removed, other hosts stay', async () => {
  const base = { tenantId, port: 7722, user: 'lab', keySecret: 'lab_ssh_key' };
  for (const name of ['lab-1', 'lab-2']) {
    await putHost(database.db, { ...base, id: randomUUID(), name, address: '127.0.77.1', lab: true });
  }
  await putHost(database.db, { ...base, id: randomUUID(), name: 'mine', address: '10.0.0.1', lab: false });
  await putHost(database.db, { ...base, id: randomUUID(), name: 'lab-1', address: '127.0.77.9', lab: true });
  await deleteOtherLabHosts(database.db, tenantId, ['lab-1']);
  const names = (await listHosts(database.db, tenantId)).map((host) => `${host.name} ${host.address}`);
  expect(names).toEqual(['lab-1 127.0.77.9', 'mine 10.0.0.1']);
  await deleteOtherLabHosts(database.db, tenantId, []);
  expect(await listHosts(database.db, tenantId)).toHaveLength(1);
});

test('audit entries of many at once form one chain', async () => {
  const add = (tx: Tx) =>
    lockAuditChain(tx, tenantId).then((last) =>
      insertAuditEntry(tx, {
        ...{ tenantId, at: new Date(), actor: 'a', action: 'b', target: 'c', detail: {} },
        previousHash: last ?? '',
        hash: randomUUID(),
      }),
    );
  await Promise.all(Array.from({ length: 12 }, () => database.db.transaction(add)));
  const entries = await listAuditEntries(database.db, tenantId);
  expect(entries).toHaveLength(12);
  expect(entries.map((entry) => entry.previousHash)).toEqual(['', ...entries.slice(0, -1).map((entry) => entry.hash)]);
});

test('members, their roles and the lock on the last administrator', async () => {
  await database.db.insert(user).values({ id: 'u1', name: 'One', email: 'one@example.org' });
  await members.putMembership(database.db, { tenantId, userId: 'u1', role: 'viewer' });
  await members.putMembership(database.db, { tenantId, userId: 'u1', role: 'admin' });
  expect(await members.listMembers(database.db, tenantId)).toMatchObject([{ email: 'one@example.org', role: 'admin' }]);
  expect(await members.listMemberships(database.db, 'u1')).toEqual([{ tenantId, tenantName: tenantId, role: 'admin' }]);
  expect(await database.db.transaction((tx) => members.lockAdministrators(tx, tenantId))).toEqual(['u1']);
  expect(await members.deleteMembership(database.db, 'tenant_b', 'u1')).toBe(false);
  await members.deleteUser(database.db, 'u1');
  expect(await members.listMembers(database.db, tenantId)).toEqual([]);
});
