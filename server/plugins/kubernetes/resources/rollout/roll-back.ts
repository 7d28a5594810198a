import { keyOf } from '../../../../../core/kubernetes/kept/kept-objects.ts';
import { identityOf, type KubernetesObject } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { deleteOne } from '../delete-objects.ts';
import { isSecret } from '../secret-values.ts';
import { refusal, titleOf, type Work } from '../work.ts';
import { followRollout } from './follow-rollout.ts';
import { dropNote, type RolloutNote, writeNote } from './rollout-note.ts';

/**
 * Puts back what was applied before an update that failed, waits until it is so, and fails with the reason of the
 * update. New objects are taken away again. The values of Secrets are not kept, so these stay as they are.
 *
 * @throws OperationRetry while it goes on; NonRecoverableError at the end.
 */
export async function rollBack(work: Work, note: RolloutNote): Promise<never> {
  if (note.said === null || !note.said.startsWith('Rolling back')) {
    work.context.log('error', `The update failed: ${note.reason ?? ''}. What was applied before is put back.`);
    note.since = Date.now();
  }
  await writeNote(work, note);
  const troubles: string[] = [];
  for (const object of note.previous) troubles.push(...(await putBack(work, object, note)));
  const known = new Set(note.previous.map((object) => keyOf(identityOf(object))));
  const made = work.ledger.entries().filter(({ identity, isExternal }) => !isExternal && !known.has(keyOf(identity)));
  for (const entry of made.toReversed()) await deleteOne(work, entry);
  await dropNote(work);
  const end = troubles.length === 0 ? 'Everything is as it was applied before.' : troubles.join(' ');
  throw new NonRecoverableError(`The update failed: ${note.reason ?? ''}. ${end}`);
}

async function putBack(work: Work, object: KubernetesObject, note: RolloutNote): Promise<string[]> {
  const { client, context, ledger } = work;
  const identity = identityOf(object);
  const entry = ledger.find(identity);
  if (isSecret(object)) return [`The values of ${titleOf(identity)} are not kept, and are as the update left them.`];
  if (JSON.stringify(entry?.applied) !== JSON.stringify(object)) {
    try {
      // What this update has taken over from others is its own now.
      const answer = await client.apply(object);
      await ledger.keep({ identity, key: entry?.key ?? null }, answer, object);
    } catch (error) {
      throw refusal(error, context);
    }
  }
  const failure = await followRollout(work, identity, note);
  return failure === null ? [] : [`${failure}.`];
}
