'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Decision } from '../../core/engine/protocol.ts';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { sayFault } from '../ui/toasts.tsx';

const choices: readonly { decision: Decision; label: string; hint: string }[] = [
  { decision: 'retry', label: 'Retry', hint: 'Run the operation again from its beginning' },
  { decision: 'mark-done', label: 'Mark done', hint: 'Go on as if it had succeeded' },
  { decision: 'cancel', label: 'Cancel', hint: 'Stop the execution here' },
];

/** Operations whose outcome nobody knows; the execution goes on when a person has said what to do with each. */
export function DecisionCard({ execution }: { execution: ExecutionSummary }) {
  if (execution.undecided.length === 0) return null;
  return (
    <div className="flex max-h-64 flex-col gap-2 overflow-y-auto border-line border-b bg-panel p-3">
      {execution.undecided.map((undecided) => (
        <Undecided key={undecided.task} executionId={execution.id} undecided={undecided} />
      ))}
    </div>
  );
}

function Undecided(props: { executionId: string; undecided: ExecutionSummary['undecided'][number] }) {
  const { task, instance, operation, reason, attempt } = props.undecided;
  const api = useApi();
  const queryClient = useQueryClient();
  const canOperate = useCanOperate();
  const decide = useMutation(
    api.executions.decide.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey() }),
      onError: (fault) => sayFault('The decision did not get through', fault),
    }),
  );
  return (
    <Notice
      tone="warn"
      role="alert"
      title={`Decide: ${operation} on ${instance}, attempt ${attempt}`}
      action={
        canOperate &&
        choices.map(({ decision, label, hint }) => (
          <Button
            key={decision}
            size="sm"
            title={hint}
            disabled={decide.isPending}
            onClick={() => decide.mutate({ id: props.executionId, task, decision })}
          >
            {label}
          </Button>
        ))
      }
    >
      {reason}
    </Notice>
  );
}
