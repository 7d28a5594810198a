import {
  decideHostKey,
  findHostKeys,
  type HostKeyRow,
  listHostKeys as listRows,
} from '../../../db/repositories/host-key.ts';
import type { HostKeyView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import type { HostKeyName } from '../services.ts';

/** All keys that were ever seen, each with the one it would take the place of. */
export async function listHostKeys({ db }: ServiceDependencies, actor: Actor): Promise<HostKeyView[]> {
  const rows = await listRows(db, actor.tenant.id);
  return rows.map((row) => toView(row, rows));
}

/** Trusts a key; another one that was trusted at the address before is revoked. */
export async function acceptHostKey(dependencies: ServiceDependencies, actor: Actor, key: HostKeyName): Promise<void> {
  await change(dependencies, actor, async (tx, now) => {
    const tenantId = actor.tenant.id;
    const decide = (fingerprint: string, status: 'accepted' | 'revoked') =>
      decideHostKey(tx, { ...key, tenantId, fingerprint }, { status, at: now, by: actor.email });
    const replaced = (await findHostKeys(tx, tenantId, key)).filter(
      (row) => row.status === 'accepted' && row.fingerprint !== key.fingerprint,
    );
    if (!(await decide(key.fingerprint, 'accepted'))) throw notFound('host key');
    for (const row of replaced) await decide(row.fingerprint, 'revoked');
    const detail = { fingerprint: key.fingerprint, replaced: replaced.map((row) => row.fingerprint) };
    return { result: undefined, record: { action: 'hosts.acceptKey', target: nameOf(key), detail } };
  });
}

/** Trusts a key no longer: connections to a machine that shows it are refused. */
export async function revokeHostKey(dependencies: ServiceDependencies, actor: Actor, key: HostKeyName): Promise<void> {
  await change(dependencies, actor, async (tx, now) => {
    const decision = { status: 'revoked', at: now, by: actor.email } as const;
    if (!(await decideHostKey(tx, { ...key, tenantId: actor.tenant.id }, decision))) throw notFound('host key');
    return {
      result: undefined,
      record: { action: 'hosts.revokeKey', target: nameOf(key), detail: { fingerprint: key.fingerprint } },
    };
  });
}

function nameOf({ address, port }: HostKeyName): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function toView(row: HostKeyRow, all: readonly HostKeyRow[]): HostKeyView {
  const { address, port, fingerprint, keyType, status } = row;
  const accepted = all.find(
    (other) =>
      other.address === address &&
      other.port === port &&
      other.status === 'accepted' &&
      other.fingerprint !== fingerprint,
  );
  return {
    address,
    port,
    fingerprint,
    keyType,
    status,
    firstSeenAt: row.firstSeenAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    replaces: status === 'pending' ? (accepted?.fingerprint ?? null) : null,
  };
}
