import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAuditEntries } from '../../../db/repositories/audit.ts';
import type { HostKeyView } from '../../api/contract.ts';
import { findBrokenEntry } from '../../security/audit.ts';
import { SshFailure } from '../../security/ssh/failure.ts';
import { findKnownKeys, verifyHostKey } from '../../security/ssh/verify-host-key.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { createHostKeyPort } from './host-key-port.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const key = (letter: string) => ({
  fingerprint: `SHA256:${letter.repeat(43)}`,
  keyType: 'ssh-ed25519',
  publicKey: 'AAAA',
});
const where = { address: '192.0.2.7', port: 22 };

/** Meets a host that shows a key, as the SSH door does. */
async function meet(letter: string): Promise<string> {
  const hostKeys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  const credential = { kind: 'password', password: 'never sent' } as const;
  const target = {
    ...where,
    tenant: 'default_tenant',
    user: 'u',
    credentials: [credential],
    via: null,
    trustedKeys: [],
  };
  try {
    await verifyHostKey({ target, hostKeys, known: await findKnownKeys(target, hostKeys) }, key(letter));
    return 'trusted';
  } catch (fault) {
    if (fault instanceof SshFailure) return fault.kind;
    throw fault;
  }
}

async function keys(): Promise<Record<string, Pick<HostKeyView, 'status' | 'replaces'>>> {
  const views = (await product.admin.query('hosts.keys')).data as HostKeyView[];
  return Object.fromEntries(
    views.map(({ fingerprint, status, replaces }) => [fingerprint.at(-1), { status, replaces }]),
  );
}

it('trusts a host key from the moment a person accepts it until it is revoked or another is accepted', async () => {
  expect(await meet('a')).toBe('host-key-unknown');
  expect(await meet('a')).toBe('host-key-unknown');
  expect(await keys()).toEqual({ a: { status: 'pending', replaces: null } });
  const accept = (letter: string) =>
    product.admin.mutate('hosts.acceptKey', { ...where, fingerprint: key(letter).fingerprint });
  expect((await accept('a')).status).toBe(200);
  expect(await meet('a')).toBe('trusted');

  expect(await meet('b')).toBe('host-key-changed');
  expect(await keys()).toEqual({
    a: { status: 'accepted', replaces: null },
    b: { status: 'pending', replaces: key('a').fingerprint },
  });
  expect((await accept('b')).status).toBe(200);
  expect(await meet('b')).toBe('trusted');
  expect(await meet('a')).toBe('host-key-revoked');

  await product.admin.mutate('hosts.revokeKey', { ...where, fingerprint: key('b').fingerprint });
  expect(await meet('b')).toBe('host-key-revoked');
  expect((await accept('c')).status).toBe(404);
});

it('has written all of it to the audit trail', async () => {
  const entries = await listAuditEntries(product.database.db, 'default_tenant');
  const actions = entries
    .filter((entry) => entry.action.startsWith('hosts.'))
    .map((entry) => [entry.action, entry.actor]);
  expect(actions).toEqual([
    ['hosts.acceptKey', 'admin@gantry.local'],
    ['hosts.refuseKey', 'gantry'],
    ['hosts.acceptKey', 'admin@gantry.local'],
    ['hosts.refuseKey', 'gantry'],
    ['hosts.revokeKey', 'admin@gantry.local'],
    ['hosts.refuseKey', 'gantry'],
  ]);
  expect(findBrokenEntry(entries)).toBeNull();
});
