import type { CancelMode } from '../../../core/engine/protocol.ts';
import { listGroupExecutions } from '../../../db/repositories/execution-group.ts';
import { AppError } from '../../faults/app-error.ts';
import { requestCancel } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { requireGroup } from './read-groups.ts';

/** Cancels all executions of a group that have not ended; those that wait for a place never begin. */
export async function cancelGroup(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, mode }: { id: string; mode: CancelMode },
): Promise<void> {
  const group = await requireGroup(dependencies, actor, id);
  await change(dependencies, actor, async (tx, now) => {
    // The last ones first: none of them gets the place of one that is cancelled before it.
    const open = (await listGroupExecutions(tx, id, { open: true })).reverse();
    let cancelled = 0;
    for (const { id: execution } of open) {
      const answer = await requestCancel(tx, { id: execution, mode, now: now.getTime() });
      if (answer.ok) cancelled++;
    }
    if (cancelled === 0) {
      throw new AppError(
        'conflict',
        'Nothing of the group can be cancelled any more. Reload the page to see where it is.',
      );
    }
    const detail = { id, mode, executions: cancelled };
    return { result: undefined, record: { action: 'groups.cancel', target: group.workflow, detail } };
  });
}
