import { and, asc, eq, ilike, inArray, isNotNull, isNull, not, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { deployment, type HostFacts, type HostLabels, host } from '../schema/index.ts';

export type HostRow = typeof host.$inferSelect;
export type NewHostRow = typeof host.$inferInsert;

/** A host with the names of what it refers to. */
export interface NamedHostRow extends HostRow {
  jumpHostName: string | null;
  /** False when the deployment that holds it was deleted by force. */
  holderExists: boolean;
}

/** Which hosts; all that is given must hold. */
export interface HostConditions {
  ids?: readonly string[] | undefined;
  /** Part of the name, address, notes or system. */
  text?: string | undefined;
  labels?: HostLabels | undefined;
  state?: 'free' | 'taken' | 'out-of-service' | undefined;
}

const jumpHost = alias(host, 'jump_host');

/** The hosts of a tenant, by name. */
export async function listHosts(
  db: Db | Tx,
  tenantId: string,
  conditions: HostConditions = {},
): Promise<NamedHostRow[]> {
  const rows = await db
    .select({ host, jumpHostName: jumpHost.name, deploymentId: deployment.id })
    .from(host)
    .leftJoin(jumpHost, eq(jumpHost.id, host.jumpHostId))
    .leftJoin(deployment, eq(deployment.id, host.holderDeploymentId))
    .where(and(eq(host.tenantId, tenantId), ...conditionsOf(conditions)))
    .orderBy(asc(host.name));
  return rows.map((row) => ({
    ...row.host,
    jumpHostName: row.jumpHostName,
    holderExists: row.deploymentId !== null,
  }));
}

function conditionsOf({ ids, text, labels, state }: HostConditions): (SQL | undefined)[] {
  return [
    ids === undefined ? undefined : inArray(host.id, [...ids]),
    text === undefined ? undefined : hasText(text),
    labels === undefined ? undefined : hasLabels(labels),
    state === undefined ? undefined : inState(state),
  ];
}

function hasText(text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const system = sql<string>`${host.facts} ->> 'os'`;
  return or(
    ilike(host.name, pattern),
    ilike(host.address, pattern),
    ilike(host.notes, pattern),
    sql`${system} ilike ${pattern}`,
  );
}

/** Each key with all its values; a key without values: with any. */
export function hasLabels(labels: HostLabels): SQL | undefined {
  const whole = Object.fromEntries(Object.entries(labels).filter(([, values]) => values.length > 0));
  const keys = Object.keys(labels).filter((key) => !Object.hasOwn(whole, key));
  return and(
    Object.keys(whole).length > 0 ? sql`${host.labels} @> ${JSON.stringify(whole)}::jsonb` : undefined,
    ...keys.map((key) => sql`${host.labels} ? ${key}`),
  );
}

function inState(state: 'free' | 'taken' | 'out-of-service'): SQL | undefined {
  if (state === 'out-of-service') return eq(host.isOutOfService, true);
  const holder = state === 'free' ? isNull(host.holderInstanceId) : isNotNull(host.holderInstanceId);
  return and(eq(host.isOutOfService, false), holder);
}

/** Locks hosts until the transaction ends; those that are not there are missing from the answer. By name. */
export async function lockHosts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<HostRow[]> {
  return tx
    .select()
    .from(host)
    .where(and(eq(host.tenantId, tenantId), inArray(host.id, [...ids])))
    .orderBy(asc(host.name))
    .for('update');
}

/** The ids of the hosts of a tenant, by name. */
export async function listHostNames(db: Db | Tx, tenantId: string): Promise<Map<string, string>> {
  const rows = await db.select({ id: host.id, name: host.name }).from(host).where(eq(host.tenantId, tenantId));
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/**
 * A host and those through which it is reached, from the nearest on: itself first. Empty when there is no such host. A
 * chain that leads back to itself, which nothing writes, ends before it does.
 */
export async function findHostChain(db: Db | Tx, tenantId: string, id: string): Promise<HostRow[]> {
  const chain: HostRow[] = [];
  let next: string | null = id;
  while (next !== null && chain.every((row) => row.id !== next)) {
    const [row]: HostRow[] = await db
      .select()
      .from(host)
      .where(and(eq(host.tenantId, tenantId), eq(host.id, next)));
    if (row === undefined) break;
    chain.push(row);
    next = row.jumpHostId;
  }
  return chain;
}

const rowsAtOnce = 1_000;

/**
 * Stores new hosts. A host whose name is taken is left out.
 *
 * @returns the names of those that were stored
 */
export async function insertHosts(db: Db | Tx, rows: readonly NewHostRow[]): Promise<Set<string>> {
  const stored = new Set<string>();
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = rows.slice(start, start + rowsAtOnce);
    const inserted = await db.insert(host).values(part).onConflictDoNothing().returning({ name: host.name });
    for (const { name } of inserted) stored.add(name);
  }
  return stored;
}

/** Changes the columns that are given. */
export async function updateHost(db: Db | Tx, id: string, columns: Partial<NewHostRow>): Promise<void> {
  await db.update(host).set(columns).where(eq(host.id, id));
}

/** Changes the same columns of several hosts. */
export async function updateHosts(db: Db | Tx, ids: readonly string[], columns: Partial<NewHostRow>): Promise<void> {
  await db
    .update(host)
    .set(columns)
    .where(inArray(host.id, [...ids]));
}

/** Takes label keys away from hosts and sets others. */
export async function changeLabels(
  db: Db | Tx,
  ids: readonly string[],
  { set, remove }: { set: HostLabels; remove: readonly string[] },
): Promise<void> {
  const keys = sql.join(
    remove.map((key) => sql`${key}::text`),
    sql`, `,
  );
  const kept = remove.length === 0 ? sql`${host.labels}` : sql`${host.labels} - array[${keys}]`;
  await db
    .update(host)
    .set({ labels: sql`${kept} || ${JSON.stringify(set)}::jsonb` })
    .where(inArray(host.id, [...ids]));
}

/** The names of hosts that are reached through one of these and are none of them, by name; `through`: which one. */
export async function listReachedThrough(
  db: Db | Tx,
  ids: readonly string[],
): Promise<{ name: string; through: string }[]> {
  return db
    .select({ name: host.name, through: jumpHost.name })
    .from(host)
    .innerJoin(jumpHost, eq(jumpHost.id, host.jumpHostId))
    .where(and(inArray(host.jumpHostId, [...ids]), notInArray(host.id, [...ids])))
    .orderBy(asc(host.name));
}

export async function deleteHosts(db: Db | Tx, ids: readonly string[]): Promise<void> {
  await db.delete(host).where(inArray(host.id, [...ids]));
}

/** What a test of the connection came to. A failed one leaves the facts of the one before. */
export async function recordHostCheck(
  db: Db | Tx,
  id: string,
  check: { at: Date } & ({ facts: HostFacts } | { error: string }),
): Promise<void> {
  const outcome = 'facts' in check ? { facts: check.facts, checkError: null } : { checkError: check.error };
  await db
    .update(host)
    .set({ ...outcome, checkedAt: check.at })
    .where(eq(host.id, id));
}

/** Stores a host in place of the one of that name; `id` and `createdAt` of that one stay. */
export async function putHost(db: Db | Tx, row: NewHostRow): Promise<void> {
  const { address, port, user, keySecret, lab } = row;
  await db
    .insert(host)
    .values(row)
    .onConflictDoUpdate({ target: [host.tenantId, host.name], set: { address, port, user, keySecret, lab } });
}

/** Removes the lab hosts of a tenant whose names are not among these and that nothing needs. */
export async function deleteOtherLabHosts(db: Db | Tx, tenantId: string, keep: readonly string[]): Promise<void> {
  const others = keep.length > 0 ? notInArray(host.name, [...keep]) : undefined;
  const reaching = db.select({ id: jumpHost.jumpHostId }).from(jumpHost).where(isNotNull(jumpHost.jumpHostId));
  await db
    .delete(host)
    .where(
      and(
        eq(host.tenantId, tenantId),
        eq(host.lab, true),
        isNull(host.holderInstanceId),
        not(inArray(host.id, reaching)),
        others,
      ),
    );
}
