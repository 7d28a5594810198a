'use client';

import { CircleStop } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { useExecution } from './use-execution.ts';
import { useStop } from './use-stop.ts';

/** On top of an execution that has not begun: what it waits for. */
export function PendingCard({ execution }: { execution: ExecutionSummary }) {
  const isWaiting = execution.status === 'pending' || execution.status === 'queued';
  const { data } = useExecution(execution, isWaiting);
  const blocker = useExecution({ id: data?.waitsFor ?? '' }, isWaiting && data?.waitsFor != null);
  const { cancel, isBusy } = useStop(execution.id);
  const canOperate = useCanOperate();
  if (!isWaiting || !data) return null;
  const { waitsFor, groupId, deploymentId, workflow } = data;
  return (
    <div className="border-line border-b bg-panel p-3">
      <Notice
        tone="accent"
        role="status"
        title={`${workflow} waits`}
        action={
          <>
            {waitsFor !== null && (
              <ButtonLink size="sm" href={`/deployments/${deploymentId}?exec=${waitsFor}`}>
                Show what it waits for
              </ButtonLink>
            )}
            {canOperate && data.actions.includes('cancel') && (
              <Button size="sm" disabled={isBusy} title="It is not begun at all" onClick={() => cancel('cancel')}>
                <CircleStop aria-hidden /> Cancel {workflow}
              </Button>
            )}
            {groupId !== null && (
              <ButtonLink size="sm" href={`/executions/groups/${groupId}`}>
                Show its group
              </ButtonLink>
            )}
          </>
        }
      >
        {reason(execution, waitsFor === null ? null : (blocker.data ?? null))}
      </Notice>
    </div>
  );
}

function reason({ status }: ExecutionSummary, blocker: ExecutionSummary | null): string {
  if (status === 'queued') return 'For a place among the executions of its group that may run at once.';
  if (blocker === null) return 'For a worker that takes it up.';
  const { workflow, finishedOperations: done, totalOperations: all } = blocker;
  return `For the end of ${workflow} of the same deployment, which has done ${done} of ${all} operations.`;
}
