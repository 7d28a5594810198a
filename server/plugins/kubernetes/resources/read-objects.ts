import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { ObjectStatus } from '../../../../core/kubernetes/status/object-status.ts';
import { statusOf } from '../../../../core/kubernetes/status/status-of.ts';
import { NonRecoverableError, RecoverableError } from '../../../../core/ports/operation.ts';
import { notYet, pollUntil } from '../objects/poll.ts';
import type { LedgerEntry } from './ledger.ts';
import { titleOf, type Work } from './work.ts';

/**
 * Reads the instance's objects and keeps the answers. Where the node says so (`validate_resource_status`) it waits
 * until each is as its kind should be; `pull` never waits (runtime.md H.4).
 */
export async function readObjects(work: Work): Promise<null> {
  const isPull = work.context.operation.endsWith('.pull');
  for (const entry of entriesOf(work)) {
    const status = isPull ? await readOne(work, entry) : await readUntilSettled(work, entry);
    if (!isPull) refuseUnready(work, entry, status);
  }
  return null;
}

/** Tells how the instance's objects are; one that is not as it should be is an error. */
export async function checkStatus(work: Work): Promise<JsonObject> {
  const found: JsonObject = {};
  for (const entry of entriesOf(work)) {
    const status = await readOne(work, entry);
    const isWaiting = status.state === 'waiting' && work.settings.isStatusChecked;
    if (isWaiting || status.state === 'failed')
      throw new NonRecoverableError(`${titleOf(entry.identity)} is not ready: ${status.reason}.`);
    found[titleOf(entry.identity)] = status.state;
  }
  return found;
}

function entriesOf({ ledger }: Work): LedgerEntry[] {
  const entries = ledger.entries();
  if (entries.length > 0) return entries;
  throw new NonRecoverableError(
    'This instance has no objects: its operation "create" did not run, or they were deleted.',
  );
}

async function readUntilSettled(work: Work, entry: LedgerEntry): Promise<ObjectStatus> {
  let last: ObjectStatus = { state: 'ready' };
  await pollUntil(work, async () => {
    last = await readOne(work, entry);
    return last.state === 'waiting' && work.settings.isStatusChecked ? null : last;
  });
  return work.settings.isStatusChecked ? last : { state: 'ready' };
}

function refuseUnready(work: Work, { identity }: LedgerEntry, status: ObjectStatus): void {
  const title = titleOf(identity);
  if (status.state === 'waiting') throw notYet(work, `Waiting for ${title}: ${status.reason}.`);
  if (status.state === 'failed') throw new NonRecoverableError(`${title} has failed: ${status.reason}.`);
}

async function readOne({ client, ledger }: Work, entry: LedgerEntry): Promise<ObjectStatus> {
  const live: KubernetesObject | null = await client.get(entry.identity);
  if (live === null)
    throw new RecoverableError(`${titleOf(entry.identity)} is not there. Have it made again by reinstalling the node.`);
  await ledger.keep(entry, live);
  return statusOf(live);
}
