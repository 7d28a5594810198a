import type { KubernetesObject, ObjectIdentity } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { ObjectStatus } from '../../../../../core/kubernetes/status/object-status.ts';
import { statusOf } from '../../../../../core/kubernetes/status/status-of.ts';
import { notYet, pollUntil } from '../../objects/poll.ts';
import { titleOf, type Work } from '../work.ts';
import { newPodsOf } from './new-pods.ts';
import { numberOr } from './number-or.ts';
import { type RolloutNote, writeNote } from './rollout-note.ts';
import { progressOf, tellProgress } from './rollout-progress.ts';

const patienceSeconds = 600;

/**
 * Follows an object until it is as it should be, telling each step as an event; the answer is kept. Kinds without pods
 * are waited for where the node says so. Gives back why it failed, or null.
 *
 * @throws OperationRetry while it goes on.
 */
export async function followRollout(work: Work, identity: ObjectIdentity, note: RolloutNote): Promise<string | null> {
  let reason = '';
  const ended = await pollUntil(work, async () => {
    const live = await work.client.get(identity);
    if (live === null) return { failure: `${titleOf(identity)} is not there any more` };
    await tell(work, { live, identity, note });
    const status = await judged(work, live, note);
    if (status.state === 'waiting') {
      reason = status.reason;
      return null;
    }
    await work.ledger.keep({ identity, key: work.ledger.find(identity)?.key ?? null }, live);
    return { failure: status.state === 'failed' ? `${titleOf(identity)}: ${status.reason}` : null };
  });
  if (ended !== null) return ended.failure;
  const what = note.phase === 'applying' ? 'Waiting for' : 'Putting back';
  throw notYet(work, `${what} ${titleOf(identity)}: ${reason}.`);
}

async function tell(
  work: Work,
  { live, identity, note }: { live: KubernetesObject; identity: ObjectIdentity; note: RolloutNote },
): Promise<void> {
  const progress = progressOf(live);
  if (progress === null) return;
  const what = note.phase === 'applying' ? 'Rolling update of' : 'Rolling back';
  const text = `${what} ${titleOf(identity)}: ${tellProgress(progress)}.`;
  if (text === note.said) return;
  note.said = text;
  work.context.event(text);
  await writeNote(work, note);
}

async function judged(work: Work, live: KubernetesObject, note: RolloutNote): Promise<ObjectStatus> {
  const status = statusOf(live);
  const hasPods = progressOf(live) !== null;
  if (!hasPods) return work.settings.isStatusChecked ? status : { state: 'ready' };
  if (status.state === 'ready') return status;
  const pods = await newPodsOf(work.client, live);
  const isLate = Date.now() - note.since > 1000 * numberOr(work.context.inputs['rollout_timeout'], patienceSeconds);
  if (status.state === 'failed') return { state: 'failed', reason: withPods(status.reason, pods.waiting) };
  if (note.phase === 'applying' && pods.failure !== null) return { state: 'failed', reason: pods.failure };
  if (isLate) return { state: 'failed', reason: withPods(`it was not done in time: ${status.reason}`, pods.waiting) };
  return { state: 'waiting', reason: withPods(status.reason, pods.waiting) };
}

function withPods(reason: string, pods: string | null): string {
  return pods === null ? reason : `${reason} (${pods})`;
}
