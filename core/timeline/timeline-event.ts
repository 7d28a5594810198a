import { markedDoneTail } from '../engine/texts.ts';
import type { EventType } from '../workflow/task-graph.ts';
import type { TimelineEvent, TimelineEventKind } from './timeline.ts';

/** What of a recorded event a timeline needs to know. `at` is milliseconds since the epoch. */
export interface RecordedEvent {
  seq: number;
  at: number;
  type: EventType;
  task: string | null;
  attempt: number | null;
  text: string;
  /** The type of the error, of a failure. */
  errorType: string | null;
}

const kinds: Partial<Record<EventType, TimelineEventKind>> = {
  task_started: 'started',
  task_succeeded: 'succeeded',
  task_rescheduled: 'rescheduled',
  task_failed: 'failed',
  workflow_started: 'run-began',
  workflow_succeeded: 'run-ended',
  workflow_failed: 'run-ended',
  workflow_cancelled: 'run-ended',
};

/** The types of events that timelines are made of. */
export const timelineEventTypes = Object.keys(kinds) as EventType[];

/** The event for a timeline; null when it says nothing about one. */
export function toTimelineEvent({
  seq,
  at,
  type,
  task,
  attempt,
  text,
  errorType,
}: RecordedEvent): TimelineEvent | null {
  const kind = kinds[type];
  if (kind === undefined || (task === null) !== kind.startsWith('run-')) return null;
  const isMarked = kind === 'succeeded' && text.includes(markedDoneTail);
  const isFinal = kind === 'failed' && errorType === 'NonRecoverableError';
  return { seq, at, task, attempt: attempt ?? 0, kind: isMarked ? 'marked-done' : isFinal ? 'failed-for-good' : kind };
}
