import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccounts } from '../../../e2e/hosts/accounts.ts';
import type { IsolatedHost } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { sshTransport } from '../../hosts/ssh-transport.ts';
import { SshPool } from '../../security/ssh/pool.ts';
import { readFacts } from './host-facts.ts';

/* What a real machine answers, with the login shells and kinds of sudo that there are. It takes root to make one. */

const isRoot = process.getuid?.() === 0;
const password = 'right password';
const accounts = [
  { name: 'dash', shell: '/bin/dash', sudo: 'ALL=(ALL:ALL) NOPASSWD: ALL' },
  { name: 'fish', shell: '/usr/bin/fish', sudo: 'ALL=(ALL:ALL) NOPASSWD: ALL' },
  { name: 'nologin', shell: '/usr/sbin/nologin' },
  { name: 'asked', sudo: 'ALL=(ALL:ALL) ALL', password },
  { name: 'plain', password },
];
const pool = new SshPool({
  hostKeys: { find: async () => [], recordPending: async () => {}, recordRefusal: async () => {} },
  idle: 0,
});
let host: IsolatedHost;
let close = async () => {};

beforeAll(async () => {
  if (!isRoot) return;
  const started = await startSshHosts(1);
  close = started.close;
  const [first] = started.isolated ? started.hosts : [];
  if (first === undefined) throw new Error('there is no machine');
  host = first;
  await addAccounts(host, accounts);
});
afterAll(async () => {
  await pool.close();
  await close();
});

function facts(user: string, sudoPassword: string | null = null) {
  const { address, port, privateKey, fingerprint } = host;
  const credentials = [{ kind: 'key', privateKey }] as const;
  const target = { tenant: 't', address, port, user, credentials, via: null, trustedKeys: [fingerprint] };
  return readFacts(sshTransport(pool, target), { sudoPassword, now: () => Date.now() });
}

it.skipIf(!isRoot).each([
  ['cellar', '/bin/bash'],
  ['dash', '/bin/dash'],
  ['fish', '/usr/bin/fish'],
])('knows the machine as %s through %s', async (user, shell) => {
  const found = await facts(user);
  expect(found).toMatchObject({ shell, sudo: 'passwordless', clockSkewSeconds: 0, kernel: expect.any(String) });
  expect(found.cores).toBeGreaterThan(0);
  expect(found.memoryBytes).toBeGreaterThan(1e8);
  expect(found.diskBytes).toBeGreaterThan(0);
  expect(found.python3).toMatch(/^3\./);
});

it.skipIf(!isRoot)('says that an account runs no commands', async () => {
  await expect(facts('nologin')).rejects.toThrow(
    /login shell ran no command: it said "This account is currently not available/,
  );
});

it.skipIf(!isRoot)('tells the kinds of sudo apart', async () => {
  expect((await facts('asked')).sudo).toBe('none');
  expect((await facts('asked', 'wrong password')).sudo).toBe('none');
  expect((await facts('asked', password)).sudo).toBe('password');
  expect((await facts('plain', password)).sudo).toBe('none');
});
