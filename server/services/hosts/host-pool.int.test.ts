import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { HostPool, PooledHost } from '../../../core/ports/host-pool.ts';
import { RecoverableError } from '../../../core/ports/operation.ts';
import { openDatabase } from '../../../db/client.ts';
import { deleteHosts, insertHosts, listHosts, updateHosts } from '../../../db/repositories/host.ts';
import { giveBackHostsOf } from '../../../db/repositories/host-pool.ts';
import { ensureTenant } from '../../../db/repositories/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/create-test-database.ts';
import { MemoryContext } from '../../hosts/testing/memory-context.ts';
import { hostPoolOperations } from '../../plugins/host-pool/operations.ts';
import { createHostPool } from './host-pool.ts';

const tenantId = 'pool';
const any = { labels: {}, os: null };
let database: TestDatabase;
let pool: HostPool;
let now = Date.UTC(2026, 0, 1);
const clock = {
  now: () => {
    now += 1;
    return now;
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  await ensureTenant(database.db, { id: tenantId, name: tenantId });
  pool = createHostPool({ db: database.db, clock });
});
afterAll(() => database.drop());
beforeEach(async () => {
  const ids = (await listHosts(database.db, tenantId)).map(({ id }) => id);
  if (ids.length > 0) await deleteHosts(database.db, ids);
});

async function addHosts(names: readonly string[], labels: Record<string, string[]> = {}): Promise<string[]> {
  const rows = names.map((name, index) => ({ id: randomUUID(), tenantId, name, address: `10.0.0.${index}`, labels }));
  await insertHosts(database.db, rows);
  return rows.map(({ id }) => id);
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `host-${index + 100}`);
const deployment = { id: randomUUID(), name: 'web' };
const holder = (instanceId: string, of = deployment) => ({ tenant: tenantId, deployment: of, instanceId });

async function failureOf(taking: Promise<PooledHost>): Promise<string> {
  const fault = await taking.then(
    (host) => `took ${host.name}`,
    (reason: unknown) => reason,
  );
  if (!(fault instanceof RecoverableError)) throw new Error(`no RecoverableError: ${String(fault)}`);
  return fault.message;
}

it('gives each of 50 hosts once to 100 instances of two deployments that ask through two processes at once', async () => {
  await addHosts(numbered(50));
  const other = openDatabase({ url: database.url, maxConnections: 10 });
  const pools = [pool, createHostPool({ db: other.db, clock })];
  const deployments = [deployment, { id: randomUUID(), name: 'shop' }];
  const holders = Array.from({ length: 100 }, (_, index) => holder(`vm_${index}`, deployments[index % 2]));
  // Each asks twice, as an attempt does whose outcome nobody knows.
  const asked = holders.flatMap((one) => pools.map((through) => ({ one, through })));
  const ends = await Promise.allSettled(asked.map(({ one, through }) => through.take(one, any)));
  const byHost = new Map<string, Set<string>>();
  ends.forEach((end, index) => {
    if (end.status === 'rejected') {
      expect(end.reason).toBeInstanceOf(RecoverableError);
      return;
    }
    const { one } = asked[index] ?? { one: holder('none') };
    const key = `${one.deployment.name} ${one.instanceId}`;
    byHost.set(end.value.name, (byHost.get(end.value.name) ?? new Set()).add(key));
  });
  expect([...byHost.keys()].toSorted()).toEqual(numbered(50));
  expect([...byHost.values()].every((who) => who.size === 1)).toBe(true);
  const rows = await listHosts(database.db, tenantId);
  const held = rows.map((row) => `${row.holderDeploymentName} ${row.holderInstanceId}`);
  expect(new Set(held).size).toBe(50);
  expect(rows.map(({ name }) => [...(byHost.get(name) ?? [])][0])).toEqual(held);
  await other.close();
});

it('lets an instance keep its host when the process that took it is killed', async () => {
  await addHosts(numbered(50));
  const script = fileURLToPath(new URL('./testing/pool-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, database.url, deployment.id, '50'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === 10) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  const taken = await Promise.all(numbered(50).map((_, index) => pool.take(holder(`vm_${index}`), any)));
  expect(new Set(taken.map(({ name }) => name)).size).toBe(50);
  expect(taken.map(({ name }, index) => `vm_${index} ${name}`).slice(0, said.length)).toEqual(said);
});

it('gives out what has rested longest, so that who comes back gets another host', async () => {
  await addHosts(['a', 'b', 'c']);
  const taken: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { name, takenAt } = await pool.take(holder('vm_1'), any);
    expect(await pool.giveBack(holder('vm_1'), takenAt)).toBe(name);
    taken.push(name);
  }
  expect(taken).toEqual(['a', 'b', 'c', 'a']);
});

it('does not let a late request take away what was taken since', async () => {
  await addHosts(['a']);
  const first = await pool.take(holder('vm_1'), any);
  await pool.giveBack(holder('vm_1'), first.takenAt);
  const second = await pool.take(holder('vm_1'), any);
  expect(await pool.giveBack(holder('vm_1'), first.takenAt)).toBeNull();
  expect(await pool.take(holder('vm_1'), any)).toEqual(second);
  expect(await pool.giveBack(holder('vm_1'), null)).toBe('a');
  expect(await pool.giveBack(holder('vm_1'), null)).toBeNull();
});

it('finds hosts by labels and system', async () => {
  await addHosts(['plain']);
  await addHosts(['large'], { tags: ['redhat', 'large'], zone: ['a'] });
  await addHosts(['windows'], { os: ['windows'] });
  const take = async (instance: string, labels: Record<string, string[]>, os: string | null) =>
    (await pool.take(holder(instance), { labels, os })).name;
  expect(await take('vm_1', { tags: ['large'], zone: [] }, 'linux')).toBe('large');
  expect(await take('vm_2', {}, 'windows')).toBe('windows');
  expect(await take('vm_3', {}, 'linux')).toBe('plain');
});

it('says why no host is free', async () => {
  expect(await failureOf(pool.take(holder('vm_1'), any))).toBe(
    'No host is free: the pool is empty. Add hosts under Hosts, then this goes on by itself.',
  );
  const ids = await addHosts(['a', 'b', 'c'], { zone: ['x'] });
  expect(await failureOf(pool.take(holder('vm_1'), { labels: { zone: ['y'], gpu: [] }, os: null }))).toBe(
    'No host is free with the labels zone: y, gpu (any value): none of the 3 known hosts fits. Give the labels to hosts under Hosts, or change the node template.',
  );
  await updateHosts(database.db, ids.slice(2), { isOutOfService: true });
  await pool.take(holder('vm_1'), any);
  await pool.take(holder('vm_2'), any);
  expect(await failureOf(pool.take(holder('vm_3'), { labels: { zone: ['x'] }, os: 'linux' }))).toBe(
    'No host is free with the labels zone: x and with the system linux: 3 of 3 known hosts fit, 2 held ("a" by vm_1 of "web", "b" by vm_2 of "web") and 1 out of service. Uninstall what holds one, put one back into service, or add hosts.',
  );
});

it('tells and takes back what it told, and nothing else', async () => {
  const [id] = await addHosts(['a']);
  const operations = hostPoolOperations(pool);
  const context = new MemoryContext();
  context.deployment = deployment;
  context.tenant = tenantId;
  const node = { id: 'vm', properties: { labels: {} } } as unknown as PlanNode;
  const instance = { id: 'vm_1', index: 1, hostId: 'vm_1', runtimeProperties: { mine: 1, key: 'old' } };
  context.self = { node, instance: { ...instance, relationships: [], scalingGroups: [] } };
  const run = (name: string) => operations.get(`gantry_host_pool.tasks.${name}`)?.(context);
  await run('acquire');
  const told = context.self.instance.runtimeProperties;
  expect(told).toMatchObject({ mine: 1, host_id: id, host_name: 'a', ip: '10.0.0.0', port: 22 });
  expect(told['key']).toBeUndefined();
  await run('acquire');
  expect(context.self.instance.runtimeProperties).toEqual(told);
  await run('release');
  expect(context.self.instance.runtimeProperties).toEqual({ mine: 1 });
  await run('release');
  expect(context.logs.map(({ text }) => text)).toEqual([
    ...['Took the host "a" (10.0.0.0) from the pool.', 'Took the host "a" (10.0.0.0) from the pool.'],
    ...['Gave the host "a" back to the pool.', 'There is no host to give back.'],
  ]);
  expect([...operations.values()].every(({ resumable }) => resumable === true)).toBe(true);
  await expect(operations.get('gantry_host_pool.tasks.acquire')?.(new MemoryContext())).rejects.toThrow(
    'not for relationships',
  );
});

it('takes back what instances hold that are gone with their deployment, and no more', async () => {
  await addHosts(['a', 'b']);
  await pool.take(holder('vm_1'), any);
  await pool.take(holder('vm_2'), any);
  await giveBackHostsOf(database.db, deployment.id, { at: new Date(), except: ['vm_2'] });
  expect((await listHosts(database.db, tenantId)).map(({ holderInstanceId }) => holderInstanceId)).toEqual([
    null,
    'vm_2',
  ]);
});
