import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { Tx } from '../../db/client.ts';
import { type AuditRow, insertAuditEntry, lockAuditChain } from '../../db/repositories/audit.ts';

/** Something a person or the product did. Holds no secret values. */
export interface AuditEvent {
  tenantId: string;
  at: Date;
  /** The person's e-mail address, or `gantry` for the product itself. */
  actor: string;
  /** `<noun>.<verb>`, e.g. `secrets.put`. */
  action: string;
  /** What it was done to, by a name that people know. */
  target: string;
  detail?: JsonObject;
}

/** What the first entry of a chain covers. */
const beginning = '0'.repeat(64);

/**
 * Writes an entry in the transaction of the change it tells of: neither is there without the other. Each entry's hash
 * covers the one before, so that a changed or missing entry shows (reliability.md P23).
 */
export async function recordAudit(tx: Tx, event: AuditEvent): Promise<void> {
  const previousHash = (await lockAuditChain(tx, event.tenantId)) ?? beginning;
  const entry = { ...event, target: event.target.slice(0, 512), detail: event.detail ?? {}, previousHash };
  await insertAuditEntry(tx, { ...entry, hash: hashEntry(entry) });
}

/** The id of the first entry that does not fit its predecessor or its own hash; null when the chain is whole. */
export function findBrokenEntry(rows: readonly AuditRow[]): number | null {
  let previousHash = beginning;
  for (const row of rows) {
    if (row.previousHash !== previousHash || row.hash !== hashEntry(row)) return row.id;
    previousHash = row.hash;
  }
  return null;
}

type HashedEntry = Pick<AuditRow, 'tenantId' | 'at' | 'actor' | 'action' | 'target' | 'detail' | 'previousHash'>;

function hashEntry({ tenantId, at, actor, action, target, detail, previousHash }: HashedEntry): string {
  const fields = [previousHash, tenantId, at.toISOString(), actor, action, target, sortKeys(detail)];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** The database keeps no order of keys. */
function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, sortKeys(inner)]));
}
