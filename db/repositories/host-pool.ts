import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type HostLabels, host } from '../schema/index.ts';
import { type HostRow, hasLabels } from './host.ts';

/** Who holds a host of the pool. */
export interface HostHolderKey {
  deploymentId: string;
  instanceId: string;
}

/** What is asked of the pool. */
export interface HostWish {
  tenantId: string;
  /** Each key with all its values; a key without values: with any. */
  labels: HostLabels;
  /** The system: a host whose label `os` says another is no match; one that says nothing is taken for `linux`. */
  os: string | null;
}

/** The host that a node instance holds; null when it holds none. */
export async function findHeldHost(db: Db | Tx, key: HostHolderKey): Promise<HostRow | null> {
  const [row] = await db.select().from(host).where(isHeldBy(key));
  return row ?? null;
}

/**
 * Gives a node instance the free host that fits the wish and has rested longest, then by name, in one statement: a host that another process
 * is giving away is passed over, and one that was given away since is looked at again and left. Null when none fits.
 * Throws on a second host for the same instance (unique key).
 */
export async function takeFreeHost(
  db: Db | Tx,
  wish: HostWish,
  holder: HostHolderKey & { deploymentName: string; at: Date },
): Promise<HostRow | null> {
  // What is locked may be a host that somebody edits and not one that is given away: only the second look is sure.
  return (await takeOne(db, wish, { holder, skipLocked: true })) ?? takeOne(db, wish, { holder, skipLocked: false });
}

async function takeOne(
  db: Db | Tx,
  wish: HostWish,
  { holder, skipLocked }: { holder: HostHolderKey & { deploymentName: string; at: Date }; skipLocked: boolean },
): Promise<HostRow | null> {
  const first = db
    .select({ id: host.id })
    .from(host)
    .where(and(fits(wish), isNull(host.holderInstanceId), sql`not ${host.isOutOfService}`))
    .orderBy(sql`${host.givenBackAt} asc nulls first`, asc(host.name))
    .limit(1)
    .for('update', skipLocked ? { skipLocked: true } : {});
  const [row] = await db
    .update(host)
    .set({
      holderDeploymentId: holder.deploymentId,
      holderDeploymentName: holder.deploymentName,
      holderInstanceId: holder.instanceId,
      takenAt: holder.at,
    })
    .where(sql`${host.id} = (${first})`)
    .returning();
  return row ?? null;
}

/** Why no host was free: how many fit at all, and up to `most` holders of them, by the host's name. */
export async function describeFitting(
  db: Db | Tx,
  wish: HostWish,
  most: number,
): Promise<{ total: number; fitting: number; held: number; outOfService: number; holders: FittingHolder[] }> {
  const [counts] = await db
    .select({
      total: sql<number>`count(*)::int`,
      fitting: sql<number>`count(*) filter (where ${fits(wish)})::int`,
      held: sql<number>`count(*) filter (where ${fits(wish)} and not ${host.isOutOfService} and ${host.holderInstanceId} is not null)::int`,
      outOfService: sql<number>`count(*) filter (where ${fits(wish)} and ${host.isOutOfService})::int`,
    })
    .from(host)
    .where(eq(host.tenantId, wish.tenantId));
  const holders = await db
    .select({ host: host.name, deployment: host.holderDeploymentName, instance: host.holderInstanceId })
    .from(host)
    .where(and(fits(wish), sql`not ${host.isOutOfService}`, isNotNull(host.holderInstanceId)))
    .orderBy(asc(host.name))
    .limit(most);
  return {
    total: counts?.total ?? 0,
    fitting: counts?.fitting ?? 0,
    held: counts?.held ?? 0,
    outOfService: counts?.outOfService ?? 0,
    holders: holders.flatMap(({ deployment, instance, ...row }) =>
      deployment === null || instance === null ? [] : [{ ...row, deployment, instance }],
    ),
  };
}

/** Which host is held by whom, by name. */
export interface FittingHolder {
  host: string;
  deployment: string;
  instance: string;
}

/**
 * Takes back what a node instance holds; null when it held nothing. `takenAt`: only if it has held it since then, so that
 * a late request does not take away what the instance was given later.
 */
export async function giveBackHost(
  db: Db | Tx,
  key: HostHolderKey,
  { at, takenAt }: { at: Date; takenAt: Date | null },
): Promise<HostRow | null> {
  const since = takenAt === null ? undefined : eq(host.takenAt, takenAt);
  const [row] = await db
    .update(host)
    .set({ ...nobody, givenBackAt: at })
    .where(and(isHeldBy(key), since))
    .returning();
  return row ?? null;
}

/** Takes a host from whoever holds it. */
export async function releaseHost(db: Db | Tx, id: string, at: Date): Promise<void> {
  await db
    .update(host)
    .set({ ...nobody, givenBackAt: at })
    .where(eq(host.id, id));
}

/** Takes back what instances of a deployment hold, except these. */
export async function giveBackHostsOf(
  db: Db | Tx,
  deploymentId: string,
  { at, except }: { at: Date; except: readonly string[] },
): Promise<void> {
  // One parameter, however many there are.
  const kept = sql`${host.holderInstanceId} not in (select json_array_elements_text(${JSON.stringify(except)}::json))`;
  await db
    .update(host)
    .set({ ...nobody, givenBackAt: at })
    .where(and(eq(host.holderDeploymentId, deploymentId), kept));
}

const nobody = { holderDeploymentId: null, holderDeploymentName: null, holderInstanceId: null, takenAt: null };

function isHeldBy({ deploymentId, instanceId }: HostHolderKey): SQL | undefined {
  return and(eq(host.holderDeploymentId, deploymentId), eq(host.holderInstanceId, instanceId));
}

function fits({ tenantId, labels, os }: HostWish): SQL | undefined {
  const isSystem =
    os === null
      ? undefined
      : or(
          sql`${host.labels} @> ${JSON.stringify({ os: [os] })}::jsonb`,
          os === 'linux' ? sql`not (${host.labels} ? 'os')` : undefined,
        );
  return and(eq(host.tenantId, tenantId), hasLabels(labels), isSystem);
}
