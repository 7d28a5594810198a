import type {
  CommitGroup,
  EventRow,
  ExecutionChange,
  InstanceRow,
  ProgressRow,
} from '../../db/repositories/commit-group.ts';
import type { StepRecord } from '../../db/repositories/commit-step.ts';
import type { Claim } from '../../db/repositories/execution-claim.ts';
import type { JournalEntry } from '../../db/schema/execution.ts';

interface Waiter {
  resolve(): void;
  reject(fault: Error): void;
}

/** A group that is still being gathered. Instances and attempts appear once, with what holds at the end of the group. */
export interface GroupDraft {
  entries: JournalEntry[];
  events: EventRow[];
  instances: Map<string, InstanceRow>;
  progress: Map<string, ProgressRow>;
  change: ExecutionChange;
  requestsTaken: number;
  /** The workflow moves on with this group. */
  step: StepRecord | null;
  waiters: Waiter[];
}

export function newDraft(): GroupDraft {
  return {
    entries: [],
    events: [],
    instances: new Map(),
    progress: new Map(),
    change: {},
    requestsTaken: 0,
    step: null,
    waiters: [],
  };
}

export function rowsOf(draft: GroupDraft): number {
  return draft.entries.length + draft.events.length + draft.instances.size + draft.progress.size;
}

export function isEmpty(draft: GroupDraft): boolean {
  return (
    rowsOf(draft) === 0 && draft.step === null && draft.requestsTaken === 0 && Object.keys(draft.change).length === 0
  );
}

export function toGroup(
  draft: GroupDraft,
  place: { claim: Claim; number: number; lastSeq: number; stage: number },
): CommitGroup {
  return {
    executionId: place.claim.executionId,
    fence: place.claim.fence,
    number: place.number,
    lastSeq: place.lastSeq,
    stage: place.stage,
    change: draft.change,
    requestsTaken: draft.requestsTaken,
    entries: draft.entries,
    events: draft.events,
    instances: [...draft.instances.values()],
    progress: [...draft.progress.values()],
  };
}

type CommitPoint = 'stage' | 'start' | 'dispatch' | 'outcome' | 'event' | 'progress' | 'property' | 'finish';

/** Which crash points stand round this group. */
export function pointsOf(draft: GroupDraft): CommitPoint[] {
  const points: CommitPoint[] = [];
  const hasInput = (kind: string): boolean =>
    draft.entries.some((entry) => entry.kind === 'input' && entry.input.kind === kind);
  if (draft.step !== null) points.push('stage');
  if (hasInput('start')) points.push('start');
  if (draft.entries.some((entry) => entry.kind === 'dispatched')) points.push('dispatch');
  if (hasInput('outcome')) points.push('outcome');
  if (draft.events.length > 0) points.push('event');
  if (draft.progress.size > 0) points.push('progress');
  if ([...draft.instances.values()].some((row) => row.runtime_properties !== undefined)) points.push('property');
  const { status } = draft.change;
  if (status === 'terminated' || status === 'failed' || status === 'cancelled') points.push('finish');
  return points;
}
