import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAuditEntries } from '../../../db/repositories/audit.ts';
import { takeFreeHost } from '../../../db/repositories/host-pool.ts';
import type { HostImportResult, HostResult, HostTestProgress, HostView } from '../../api/contract.ts';
import { findBrokenEntry } from '../../security/audit.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
  for (const name of ['ops_key', 'ops_password'])
    await product.admin.mutate('secrets.put', { name, value: `${name} value` });
});
afterAll(() => product.stop());

async function call<T>(path: string, input: unknown): Promise<T> {
  const answer = await product.admin.mutate(`hosts.${path}`, input);
  expect(answer.message).toBeNull();
  return answer.data as T;
}

async function add(draft: object): Promise<string> {
  const result = await call<HostResult>('add', draft);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.id;
}

const list = async (filter?: object) => (await product.admin.query('hosts.list', filter)).data as HostView[];
const get = async (id: string) => (await product.admin.query('hosts.get', { id })).data as HostView;
const names = async (filter?: object) => (await list(filter)).map(({ name }) => name);

describe('one host', () => {
  it('is added with everything that is said of it', async () => {
    const gate = await add({ name: 'gate', address: 'gate.example.org', user: 'ops', keySecret: 'ops_key' });
    const id = await add({
      ...{ name: ' web1 ', address: '[2001:db8::7]', port: 2222, user: 'ops', keySecret: 'ops_key', jumpHost: 'gate' },
      ...{
        passwordSecret: 'ops_password',
        sudo: 'password',
        labels: { zone: ['a', 'a'], role: ['web'] },
        notes: 'rack 4',
      },
    });
    expect(await get(id)).toMatchObject({
      ...{ name: 'web1', address: '2001:db8::7', port: 2222, user: 'ops', keySecret: 'ops_key', jumpHost: 'gate' },
      ...{ passwordSecret: 'ops_password', sudo: 'password', sudoPasswordSecret: null, useAgent: false, lab: false },
      ...{ labels: { zone: ['a'], role: ['web'] }, notes: 'rack 4', state: 'free', holder: null, facts: null },
      ...{ checkedAt: null, checkError: null, testing: null, createdBy: 'admin@gantry.local' },
    });
    expect(await call<HostResult>('update', { id: gate, jumpHost: 'web1' })).toEqual({
      ok: false,
      problems: [{ field: 'jumpHost', message: expect.stringContaining('"gate" through "web1" through "gate"') }],
    });
  });

  it('is refused with each thing that is wrong', async () => {
    const result = await call<HostResult>('add', {
      ...{ name: '-x', address: '10.0.0.1:22', port: 70_000, user: 'a b', keySecret: 'ops_kay', certificate: 'none' },
      ...{ sudo: 'password', jumpHost: 'gaet', labels: { 'a b': ['c'], empty: [], blank: [''] } },
    });
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ field }) => field)).toEqual(
      ['name', 'address', 'port', 'user', 'certificate', 'sudoPasswordSecret', 'keySecret', 'jumpHost'].concat(
        Array.from({ length: 3 }, () => 'labels'),
      ),
    );
    const text = problems.map(({ message }) => message).join('\n');
    expect(text).toContain('Write 10.0.0.1 as the address and 22 as the port.');
    expect(text).toContain('Did you mean "ops_key"?');
    expect(text).toContain('Did you mean "gate"?');
    expect(await call<HostResult>('add', { name: 'gate', address: '10.0.0.1' })).toMatchObject({
      problems: [{ field: 'name' }],
    });
  });

  it('changes only what is given, and loses what is given empty', async () => {
    const [host] = await list({ text: 'web1' });
    if (host === undefined) throw new Error('web1 is missing');
    expect(
      await call<HostResult>('update', { id: host.id, port: 22, passwordSecret: '', sudo: 'passwordless' }),
    ).toEqual({
      ok: true,
      id: host.id,
    });
    expect(await get(host.id)).toEqual({ ...host, port: 22, passwordSecret: null, sudo: 'passwordless' });
    expect(await call<HostResult>('update', { id: host.id, name: 'gate' })).toMatchObject({ ok: false });
  });
});

describe('many hosts', () => {
  it('come from a table, all or none', async () => {
    const text =
      'name,address,jump,labels\nb1,10.0.1.1,b2,zone=b\nb2,10.0.1.2,gate,zone=b;zone=c\nb3,10.0.1.3,b9,\nb1,10.0.1.4,,\n';
    const request = { format: 'csv', text, defaults: { user: 'ops', labels: { rack: ['4'] } } };
    const refused = await call<HostImportResult>('import', request);
    expect(refused.added).toBe(0);
    expect(refused.problems).toEqual([
      { line: 4, host: 'b3', field: 'jumpHost', message: expect.stringContaining('There is no host "b9"') },
      { line: 5, host: 'b1', field: 'name', message: expect.stringContaining('Line 2 has a host "b1" too') },
    ]);
    expect(refused.hosts.map(({ line, name, jumpHost }) => [line, name, jumpHost])).toEqual([
      [2, 'b1', 'b2'],
      [3, 'b2', 'gate'],
    ]);
    expect(await call<HostImportResult>('import', { ...request, skipWrong: true, dryRun: true })).toMatchObject({
      added: 0,
    });
    const taken = await call<HostImportResult>('import', { ...request, skipWrong: true });
    expect(taken).toMatchObject({ added: 2, ids: expect.arrayContaining([(await list({ text: '10.0.1.1' }))[0]?.id]) });
    const [b1] = await list({ text: '10.0.1.1' });
    expect(b1).toMatchObject({ user: 'ops', jumpHost: 'b2', labels: { rack: ['4'], zone: ['b'] } });
    const again = await call<HostImportResult>('import', request);
    expect([again.added, again.problems.filter(({ field }) => field === 'name').length]).toEqual([0, 3]);
  });

  it('are refused when they are reached in a circle', async () => {
    const text = 'Host c1\n  ProxyJump c2\nHost c2\n  ProxyJump c1\nHost c3\n  ProxyJump c3\n';
    const { added, problems } = await call<HostImportResult>('import', { format: 'ssh-config', text, skipWrong: true });
    expect([added, problems.map(({ host, field }) => `${host} ${field}`)]).toEqual([
      0,
      ['c1 jumpHost', 'c2 jumpHost', 'c3 jumpHost'],
    ]);
  });

  it('come from an SSH configuration, with secrets for its key files', async () => {
    const text = 'Host d1 d2\n  User ops\n  IdentityFile ~/.ssh/ops\n';
    const request = { format: 'ssh-config', text };
    expect(await call<HostImportResult>('import', request)).toMatchObject({ added: 0, keyFiles: ['~/.ssh/ops'] });
    const keys = { '~/.ssh/ops': 'ops_key' };
    expect(await call<HostImportResult>('import', { ...request, keys })).toMatchObject({ added: 2, problems: [] });
    expect((await list({ text: 'd1' }))[0]).toMatchObject({ address: 'd1', keySecret: 'ops_key' });
  });

  it('are found by text, labels and state', async () => {
    expect(await names({ labels: { zone: ['b'] } })).toEqual(['b1', 'b2']);
    expect(await names({ labels: { zone: ['b', 'c'] } })).toEqual(['b2']);
    expect(await names({ labels: { role: [] } })).toEqual(['web1']);
    expect(await names({ text: 'RACK 4' })).toEqual(['web1']);
    expect(await names({ text: '%' })).toEqual([]);
    expect(await names({ state: 'out-of-service' })).toEqual([]);
    expect(await names()).toEqual(['b1', 'b2', 'd1', 'd2', 'gate', 'web1']);
  });

  it('get labels and lose them', async () => {
    const ids = (await list({ text: 'd' })).filter(({ name }) => /^d\d$/.test(name)).map(({ id }) => id);
    await call('label', { ids, set: { zone: ['d'], size: ['s'] } });
    await call('label', { ids: ids.slice(0, 1), set: { size: ['l'] }, remove: ['zone', 'nothing'] });
    expect((await list({ labels: { size: [] } })).map(({ labels }) => labels)).toEqual([
      { size: ['l'] },
      { zone: ['d'], size: ['s'] },
    ]);
    const wrong = await product.admin.mutate('hosts.label', { ids, set: { zone: [''] } });
    expect(wrong).toMatchObject({ status: 400, errorCode: 'bad-request' });
  });
});

describe('the pool', () => {
  it('keeps a host that is taken, until it is released by hand', async () => {
    const [gate] = await list({ text: 'gate' });
    if (gate === undefined) throw new Error('gate is missing');
    const deploymentId = '00000000-0000-4000-8000-000000000001';
    const holder = { deploymentId, instanceId: 'vm_abc123', deploymentName: 'gone', at: new Date() };
    await takeFreeHost(product.database.db, { tenantId: 'default_tenant', labels: { size: ['l'] }, os: null }, holder);
    const [taken] = await list({ state: 'taken' });
    expect(taken).toMatchObject({
      name: 'd1',
      holder: { deployment: { id: deploymentId, name: 'gone', exists: false }, instance: 'vm_abc123' },
    });
    const ids = (await list({ text: 'd' })).filter(({ name }) => /^d\d$/.test(name)).map(({ id }) => id);
    expect(await product.admin.mutate('hosts.remove', { ids })).toMatchObject({
      status: 409,
      message: expect.stringContaining('"d1" by vm_abc123 of "gone"'),
    });
    await call('release', { id: taken?.id });
    expect(await product.admin.mutate('hosts.release', { id: taken?.id })).toMatchObject({ status: 409 });
    await call('remove', { ids });
    expect(await product.admin.mutate('hosts.remove', { ids: [gate.id] })).toMatchObject({
      status: 409,
      message: expect.stringContaining('"b2", "web1" are reached through "gate"'),
    });
  });

  it('gives out nothing that is out of service', async () => {
    const ids = (await list({ labels: { zone: ['b'] } })).map(({ id }) => id);
    await call('takeOutOfService', { ids, reason: 'new disks' });
    expect(await list({ state: 'out-of-service' })).toMatchObject(
      ids.map((id) => ({ id, state: 'out-of-service', outOfServiceReason: 'new disks' })),
    );
    const holder = { deploymentId: ids[0] ?? '', instanceId: 'vm_abc123', deploymentName: 'x', at: new Date() };
    const wish = { tenantId: 'default_tenant', labels: { zone: ['b'] }, os: null };
    expect(await takeFreeHost(product.database.db, wish, holder)).toBeNull();
    await call('putBack', { ids });
    expect((await list({ labels: { zone: ['b'] } })).map(({ state }) => state)).toEqual(['free', 'free']);
  });
});

it('says of each host what went wrong when it was tested', async () => {
  const refused = await add({
    name: 'closed',
    address: '127.0.0.1',
    port: 1,
    user: 'ops',
    passwordSecret: 'ops_password',
  });
  const nobody = await add({ name: 'nobody', address: '127.0.0.1', port: 1 });
  const bare = await add({ name: 'bare', address: '127.0.0.1', port: 1, user: 'ops', useAgent: true });
  const begun = await call<HostTestProgress>('test', { ids: [refused, nobody, bare] });
  expect(begun.waiting + begun.running + begun.failed).toBe(3);
  const progress = async () => (await product.admin.query('hosts.testProgress')).data;
  await expect.poll(progress).toEqual({ waiting: 0, running: 0, succeeded: 0, failed: 3 });
  expect((await get(refused)).checkError).toContain('the connection was refused');
  expect((await get(nobody)).checkError).toContain('has no account to sign in with');
  expect((await get(bare)).checkError).toContain('GANTRY_SSH_AGENT');
  expect(await get(refused)).toMatchObject({ facts: null, testing: null, checkedAt: expect.any(String) });
});

it('has written each change to the audit trail', async () => {
  const entries = await listAuditEntries(product.database.db, 'default_tenant');
  const actions = new Set(entries.map(({ action }) => action).filter((action) => action.startsWith('hosts.')));
  expect([...actions].toSorted()).toEqual(
    ['add', 'import', 'label', 'putBack', 'release', 'remove', 'takeOutOfService', 'test', 'update'].map(
      (verb) => `hosts.${verb}`,
    ),
  );
  expect(findBrokenEntry(entries)).toBeNull();
});
