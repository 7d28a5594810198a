import type { ExecutionGroupSummary } from '../../server/api/contract.ts';
import { isActive, statusLook } from '../executions/execution-status.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import type { Tone } from '../ui/chip.tsx';

interface GroupLook {
  label: string;
  tone: Tone;
  mark: MarkKind;
}

/** How a group stands: running while any of its executions is, then as the worst of them ended. */
export function groupLook({ status }: Pick<ExecutionGroupSummary, 'status'>): GroupLook {
  return statusLook[status === 'active' ? 'started' : status];
}

/** How many of a group's executions have ended, of how many. */
export function groupProgress({ counts }: Pick<ExecutionGroupSummary, 'counts'>): { ended: number; all: number } {
  let ended = 0;
  let all = 0;
  for (const [status, count] of Object.entries(counts) as [keyof typeof statusLook, number][]) {
    all += count;
    if (!isActive(status)) ended += count;
  }
  return { ended, all };
}
