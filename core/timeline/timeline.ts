import { dependantsOf } from './joints.ts';
import type { TimelineGraph, TimelineOperation } from './timeline-graph.ts';

/** What a timeline is told, in the order in which a code stands for it when it is sent. */
export const timelineEventKinds = [
  'started',
  'succeeded',
  'rescheduled',
  'failed',
  /** The operation said that trying again is of no use. */
  'failed-for-good',
  'marked-done',
  'run-began',
  'run-ended',
] as const;
export type TimelineEventKind = (typeof timelineEventKinds)[number];

/** An event of an execution that its timeline is made of. `at` is milliseconds since the epoch. */
export interface TimelineEvent {
  seq: number;
  at: number;
  kind: TimelineEventKind;
  /** Null for the run as a whole. */
  task: string | null;
  attempt: number;
}

export type AttemptOutcome = 'succeeded' | 'rescheduled' | 'failed' | 'unknown';

/** One try of an operation. Times are milliseconds since the epoch, `seq` those of the log lines that tell of it. */
export interface Attempt {
  number: number;
  startedAt: number;
  startSeq: number;
  endedAt: number | null;
  endSeq: number | null;
  /** Null while it runs. `unknown`: another try began, or the run ended, without its outcome. */
  outcome: AttemptOutcome | null;
  /** It failed and said that trying again is of no use. */
  isFinal: boolean;
}

/** An execution as it went so far. `takeEvents` changes it in place; everyone else reads it. */
export interface Timeline {
  readonly graph: TimelineGraph;
  readonly places: ReadonlyMap<string, number>;
  readonly dependants: readonly (readonly number[])[];
  /** By operation. */
  readonly attempts: Attempt[][];
  /** By operation or joint: when nothing was in its way any more, and the operation that it waited for last (-1: none). */
  readonly readyAt: Float64Array;
  readonly cause: Int32Array;
  /** By operation: when it had ended well, or counted as done. */
  readonly doneAt: Float64Array;
  readonly open: Int32Array;
  /** By operation: 1 when those that wait for it have been told. */
  readonly told: Uint8Array;
  /** When its runs began; there are several when it was resumed. */
  readonly runs: number[];
  /** When the last run ended; null while it goes on. */
  endedAt: number | null;
  /** The time of the last event. */
  lastAt: number;
  lastSeq: number;
  /** Events told of operations that are not in the graph: a later one has them. */
  hasStrangers: boolean;
}

/** A timeline before its first event. Linear in the graph. */
export function createTimeline(graph: TimelineGraph): Timeline {
  const size = graph.waits.length;
  return {
    graph,
    places: new Map(graph.operations.map(({ task }, place) => [task, place])),
    dependants: dependantsOf(graph.waits),
    attempts: graph.operations.map(() => []),
    readyAt: new Float64Array(size).fill(Number.NaN),
    cause: new Int32Array(size).fill(-1),
    doneAt: new Float64Array(graph.operations.length).fill(Number.NaN),
    open: Int32Array.from(graph.waits, (own) => own.length),
    told: new Uint8Array(graph.operations.length),
    runs: [],
    endedAt: null,
    lastAt: Number.NaN,
    lastSeq: 0,
    hasStrangers: false,
  };
}

/** Tells the timeline what happened, in order; what it knows already changes nothing. Linear over a whole execution. */
export function takeEvents(timeline: Timeline, events: Iterable<TimelineEvent>): void {
  for (const event of events) {
    if (event.seq <= timeline.lastSeq) continue;
    timeline.lastSeq = event.seq;
    timeline.lastAt = event.at;
    if (timeline.runs.length === 0) begin(timeline, event.at);
    else if (event.kind === 'run-began') begin(timeline, event.at);
    if (event.kind === 'run-ended') end(timeline, event.at);
    if (event.task !== null) takeTaskEvent(timeline, event, event.task);
  }
}

function begin(timeline: Timeline, at: number): void {
  timeline.runs.push(at);
  timeline.endedAt = null;
  if (timeline.runs.length === 1) {
    for (const [vertex, count] of timeline.open.entries())
      if (count === 0) makeReady(timeline, vertex, { at, by: -1, isAgain: false });
    return;
  }
  for (const [place, { isMarkedDone }] of timeline.graph.operations.entries()) {
    if (isMarkedDone && !isDone(timeline, place)) finish(timeline, place, at);
  }
}

function end(timeline: Timeline, at: number): void {
  timeline.endedAt = at;
  for (const attempts of timeline.attempts) close(attempts, { at, seq: null, outcome: 'unknown' });
}

function takeTaskEvent(timeline: Timeline, { kind, at, seq, attempt }: TimelineEvent, task: string): void {
  const place = timeline.places.get(task);
  if (place === undefined) {
    timeline.hasStrangers = true;
    return;
  }
  const attempts = timeline.attempts[place] as Attempt[];
  if (kind === 'started') {
    close(attempts, { at, seq: null, outcome: 'unknown' });
    timeline.doneAt[place] = Number.NaN;
    attempts.push({
      number: attempt,
      startedAt: at,
      startSeq: seq,
      endedAt: null,
      endSeq: null,
      outcome: null,
      isFinal: false,
    });
    return;
  }
  if (kind === 'marked-done') {
    close(attempts, { at, seq, outcome: 'unknown' });
    finish(timeline, place, at);
    return;
  }
  const outcome = kind === 'succeeded' || kind === 'rescheduled' ? kind : 'failed';
  close(attempts, { at, seq, outcome, isFinal: kind === 'failed-for-good' });
  const { ignoresFailure } = timeline.graph.operations[place] as TimelineOperation;
  if (outcome === 'succeeded' || (outcome === 'failed' && ignoresFailure)) finish(timeline, place, at);
}

interface AttemptEnd {
  at: number;
  seq: number | null;
  outcome: AttemptOutcome;
  isFinal?: boolean;
}

function close(attempts: Attempt[], { at, seq, outcome, isFinal = false }: AttemptEnd): void {
  const last = attempts.at(-1);
  if (last === undefined || last.endedAt !== null) return;
  Object.assign(last, { endedAt: at, endSeq: seq, outcome, isFinal });
}

function finish(timeline: Timeline, place: number, at: number): void {
  timeline.doneAt[place] = at;
  const isAgain = timeline.told[place] === 1;
  timeline.told[place] = 1;
  for (const next of timeline.dependants[place] ?? []) pass(timeline, next, { at, by: place, isAgain });
}

interface Passing {
  at: number;
  by: number;
  /** It ended before; only what has not begun moves. */
  isAgain: boolean;
}

/** One of those that a vertex waits for has ended. */
function pass(timeline: Timeline, vertex: number, passing: Passing): void {
  const left = (timeline.open[vertex] as number) - (passing.isAgain ? 0 : 1);
  timeline.open[vertex] = left;
  if (left <= 0 && (timeline.attempts[vertex]?.length ?? 0) === 0) makeReady(timeline, vertex, passing);
}

function makeReady(timeline: Timeline, vertex: number, passing: Passing): void {
  const isAgain = !Number.isNaN(timeline.readyAt[vertex] as number);
  timeline.readyAt[vertex] = passing.at;
  timeline.cause[vertex] = passing.by;
  if (vertex < timeline.graph.operations.length) return;
  for (const next of timeline.dependants[vertex] ?? []) pass(timeline, next, { ...passing, isAgain });
}

/** Whether an operation has ended well or counts as done. */
export function isDone(timeline: Timeline, place: number): boolean {
  return !Number.isNaN(timeline.doneAt[place] as number);
}

/** How an operation stands. `unfinished`: the run ended while it was under way. `skipped`: the run ended before it began. */
export type OperationState =
  | 'pending'
  | 'ready'
  | 'running'
  | 'retrying'
  | 'undecided'
  | 'succeeded'
  | 'ignored'
  | 'marked-done'
  | 'failed'
  | 'unfinished'
  | 'skipped';

/** How an operation stands; `undecided` holds the tasks that wait for a person. */
export function stateOf(timeline: Timeline, place: number, undecided: ReadonlySet<string>): OperationState {
  const operation = timeline.graph.operations[place] as TimelineOperation;
  const last = timeline.attempts[place]?.at(-1);
  if (isDone(timeline, place)) return doneState(operation, last);
  if (timeline.endedAt !== null) {
    if (last === undefined) return 'skipped';
    return last.outcome === 'failed' ? 'failed' : 'unfinished';
  }
  if (undecided.has(operation.task)) return 'undecided';
  if (last === undefined) return Number.isNaN(timeline.readyAt[place] as number) ? 'pending' : 'ready';
  if (last.endedAt === null) return 'running';
  if (last.outcome === 'unknown') return 'ready';
  return isFailedForGood(timeline, place) ? 'failed' : 'retrying';
}

function doneState({ ignoresFailure }: TimelineOperation, last: Attempt | undefined): OperationState {
  if (last?.outcome === 'succeeded') return 'succeeded';
  return last?.outcome === 'failed' && ignoresFailure ? 'ignored' : 'marked-done';
}

function isFailedForGood(timeline: Timeline, place: number): boolean {
  const { maxRetries } = timeline.graph.operations[place] as TimelineOperation;
  const begun = timeline.runs.at(-1) ?? 0;
  const failures = (timeline.attempts[place] as Attempt[]).filter(
    ({ outcome, startedAt }) => startedAt >= begun && outcome === 'failed',
  );
  return failures.at(-1)?.isFinal === true || (maxRetries >= 0 && failures.length > maxRetries);
}

/** Whether an operation is part of the run: those that are asleep are not until they are called upon. */
export function takesPart(timeline: Timeline, place: number): boolean {
  const { isDormant } = timeline.graph.operations[place] as TimelineOperation;
  return !isDormant || (timeline.attempts[place] as Attempt[]).length > 0;
}

/** How many operations are part of the run. Linear. */
export function countParts(timeline: Timeline): number {
  let count = 0;
  for (const place of timeline.graph.operations.keys()) if (takesPart(timeline, place)) count++;
  return count;
}
