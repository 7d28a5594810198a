import type { OperationGroup } from '../../core/timeline/groups.ts';
import { segmentsOf } from '../../core/timeline/segments.ts';
import type { AttemptOutcome, OperationState, Timeline } from '../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../core/timeline/timeline-graph.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import { formatDuration } from '../ui/format-time.ts';

/** How the state of an operation reads, and the mark that stands for it. */
export const operationLook: Record<OperationState, { label: string; mark: MarkKind }> = {
  pending: { label: 'not begun', mark: 'none' },
  ready: { label: 'ready, not begun', mark: 'third' },
  running: { label: 'running', mark: 'progress' },
  retrying: { label: 'waits to be tried again', mark: 'leaving' },
  undecided: { label: 'needs a decision', mark: 'failed' },
  succeeded: { label: 'succeeded', mark: 'started' },
  ignored: { label: 'failed, which counts as done', mark: 'started' },
  'marked-done': { label: 'marked as done by a person', mark: 'started' },
  failed: { label: 'failed', mark: 'failed' },
  unfinished: { label: 'left unfinished', mark: 'stopped' },
  skipped: { label: 'not run', mark: 'deleted' },
};

const outcomeWords: Record<AttemptOutcome, string> = {
  succeeded: 'succeeded',
  failed: 'failed',
  rescheduled: 'asked to be run again',
  unknown: 'ended without a known outcome',
};

/** The last part of an operation's name, with the other end of a relationship: "create", "establish → db_1". */
export function shortName({ operation, relationship }: TimelineOperation): string {
  const name = operation.slice(operation.lastIndexOf('.') + 1);
  return relationship === null ? name : `${name} → ${relationship.target}`;
}

/** What a group is called. */
export function groupName({ kind, node, instance }: OperationGroup): string {
  return kind === 'instance' ? (instance ?? node) : node;
}

/** The instance whose log lines the operation has: the target, for the target's side of a relationship. */
export function runnerOf({ instance, relationship }: TimelineOperation): string {
  return relationship?.side === 'target' ? relationship.target : instance;
}

interface Moment {
  now: number;
  state: OperationState;
}

/** Whether what an operation waits for is still to come. */
export function goesOn({ state }: Pick<Moment, 'state'>): boolean {
  return state === 'ready' || state === 'retrying';
}

/** What an operation went through in words: "waited 1.0 s, ran 2.1 s and failed, paused 10.0 s, ran 0.3 s". */
export function describeCourse(timeline: Timeline, place: number, { now, state }: Moment): string {
  const segments = segmentsOf(timeline, place, { now, goesOn: goesOn({ state }) });
  return segments
    .map((segment) => {
      const duration = formatDuration(segment.to - segment.from);
      if (segment.kind === 'wait') return `waited ${duration}`;
      if (segment.kind === 'pause') return `paused ${duration}`;
      if (segment.outcome === null) return `running for ${duration}`;
      return segment.outcome === 'succeeded'
        ? `ran ${duration}`
        : `ran ${duration} and ${outcomeWords[segment.outcome]}`;
    })
    .join(', ');
}
