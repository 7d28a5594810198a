import { type KubernetesObject, listAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { notYet, pollUntil } from '../objects/poll.ts';
import { dropDefinition } from './definition-note.ts';
import type { LedgerEntry } from './ledger.ts';
import { titleOf, type Work } from './work.ts';

/**
 * Takes away exactly what this instance has made, the last first, and waits until each is gone. What is only used stays;
 * so does an object of the same name that somebody else has made since.
 */
export async function deleteObjects(work: Work): Promise<null> {
  for (const entry of work.ledger.entries().toReversed()) await deleteOne(work, entry);
  await dropDefinition(work);
  return null;
}

/** Takes one object away. @throws OperationRetry while it is not gone. */
export async function deleteOne(work: Work, entry: LedgerEntry): Promise<void> {
  const { context, client, ledger, settings } = work;
  const title = titleOf(entry.identity);
  if (entry.isExternal) context.log('info', `${title} was there before and stays.`);
  else {
    const first = await ownObject(work, entry);
    if (first !== null && first.metadata['deletionTimestamp'] === undefined)
      await client.remove(entry.identity, settings.removal);
    await waitUntilGone(work, entry);
    context.log('info', `${title} is gone.`);
  }
  await ledger.strike(entry);
}

async function waitUntilGone(work: Work, entry: LedgerEntry): Promise<void> {
  let last: KubernetesObject | null = null;
  const gone = await pollUntil(work, async () => {
    last = await ownObject(work, entry);
    return last === null ? true : null;
  });
  if (gone === null) throw notYet(work, `Waiting until ${titleOf(entry.identity)} is gone${hindrance(last)}.`);
}

/** Null: it is gone, or is another object of that name. */
async function ownObject({ client }: Work, { identity, uid }: LedgerEntry): Promise<KubernetesObject | null> {
  const there = await client.get(identity);
  return uid === null || there?.metadata['uid'] === uid ? there : null;
}

function hindrance(object: KubernetesObject | null): string {
  const finalizers = object === null ? [] : listAt(object.metadata, 'finalizers').map(String);
  if (finalizers.length === 0) return '';
  const isInUse = finalizers.includes('kubernetes.io/pvc-protection');
  return isInUse ? ': a pod uses it still' : `, which ${finalizers.join(', ')} must let go first`;
}
