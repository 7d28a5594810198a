import type { ExecutionStatus, ExecutionSummary } from '../../server/api/contract.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import type { Tone } from '../ui/chip.tsx';

interface StatusLook {
  label: string;
  tone: Tone;
  mark: MarkKind;
}

/** How a status reads and looks. Never by colour alone: each has its own mark. */
export const statusLook: Record<ExecutionStatus, StatusLook> = {
  queued: { label: 'Queued', tone: 'neutral', mark: 'none' },
  pending: { label: 'Waiting', tone: 'neutral', mark: 'none' },
  started: { label: 'Running', tone: 'accent', mark: 'progress' },
  'needs-decision': { label: 'Needs a decision', tone: 'warn', mark: 'failed' },
  cancelling: { label: 'Cancelling', tone: 'warn', mark: 'progress' },
  'force-cancelling': { label: 'Force-cancelling', tone: 'warn', mark: 'progress' },
  'kill-cancelling': { label: 'Killing', tone: 'warn', mark: 'progress' },
  terminated: { label: 'Completed', tone: 'good', mark: 'started' },
  failed: { label: 'Failed', tone: 'bad', mark: 'failed' },
  cancelled: { label: 'Cancelled', tone: 'neutral', mark: 'stopped' },
};

export function isActive(status: ExecutionStatus): boolean {
  return status !== 'terminated' && status !== 'failed' && status !== 'cancelled';
}

/** A short text for window titles: "▶ install 4/12", "✗ install", "✓ install". */
export function titleMark({ status, workflow, finishedOperations, totalOperations }: ExecutionSummary): string {
  if (status === 'terminated') return `✓ ${workflow}`;
  if (status === 'failed') return `✗ ${workflow}`;
  if (status === 'cancelled') return `■ ${workflow}`;
  if (status === 'needs-decision') return `? ${workflow}`;
  return `▶ ${workflow} ${finishedOperations}/${totalOperations}`;
}
