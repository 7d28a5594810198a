import type { ExecutionSummary } from '../../server/api/contract.ts';
import { DecisionCard } from '../executions/decision-card.tsx';
import { isActive } from '../executions/execution-status.ts';
import { CancelledCard, FailureCard } from '../executions/failure-card.tsx';
import { PendingCard } from '../executions/pending-card.tsx';
import { PendingKeysNotice } from '../hosts/pending-keys-notice.tsx';

interface ExecutionCardsProps {
  execution: ExecutionSummary;
  /** Details of an instance are shown, which say what failed there; the log needs the room. */
  isDetailed: boolean;
}

/** What an execution waits for, asks, or ended with, and the way on. */
export function ExecutionCards({ execution, isDetailed }: ExecutionCardsProps) {
  return (
    <>
      {isActive(execution.status) && <PendingKeysNotice />}
      <PendingCard execution={execution} />
      {!isDetailed && <FailureCard execution={execution} />}
      {!isDetailed && <CancelledCard execution={execution} />}
      <DecisionCard execution={execution} />
    </>
  );
}
