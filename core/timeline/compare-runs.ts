import { type OperationState, stateOf, type Timeline } from './timeline.ts';
import type { TimelineOperation } from './timeline-graph.ts';

/** How an operation went in one of two runs. */
export interface ComparedSide {
  /** From its first start to its last end, retries and the pauses between them included; null while it runs. */
  ms: number | null;
  attempts: number;
  state: OperationState;
  /** The instance that it ran on; another one than in the other run when that was replaced. */
  instance: string;
  /** `seq` of the event with which its last attempt began. */
  seq: number;
}

/** What can become of an operation from one run to the other, the gravest first. */
export const runDifferences = ['failed', 'added', 'missing', 'slower', 'mended', 'faster', 'same'] as const;
export type RunDifference = (typeof runDifferences)[number];

/** An operation that ran in at least one of two runs. */
export interface ComparedOperation {
  key: string;
  node: string;
  /** `interface.operation`. */
  operation: string;
  /** The node at the other end of a relationship. */
  target: string | null;
  before: ComparedSide | null;
  after: ComparedSide | null;
  difference: RunDifference;
}

/** Less than this share and these milliseconds apart two durations are the same: so much they vary by themselves. */
const leastShare = 0.2;
const leastMs = 500;

/**
 * The operations that began in either of two runs, side by side; the gravest difference first, of equal ones the largest.
 * Those of the same instance belong together; what is left, those of the same node in the order in which they began.
 */
export function compareRuns(before: Timeline, after: Timeline): ComparedOperation[] {
  const [old, fresh] = [begunOf(before), begunOf(after)];
  const pairs = [...pair(old, fresh, instanceKey), ...pair(old, fresh, nodeKey)];
  const alone = [
    ...[...old].map(({ operation, side }): Pair => ({ operation, before: side, after: null })),
    ...[...fresh].map(({ operation, side }): Pair => ({ operation, before: null, after: side })),
  ];
  return [...pairs, ...alone]
    .map((each, at) => toCompared(each, at))
    .sort((a, b) => runDifferences.indexOf(a.difference) - runDifferences.indexOf(b.difference) || apart(b) - apart(a));
}

/** How much longer an operation took in the later run, milliseconds; all of it when it is only in one of them. */
export function growthOf({ before, after }: Pick<ComparedOperation, 'before' | 'after'>): number {
  return (after?.ms ?? 0) - (before?.ms ?? 0);
}

function apart(compared: ComparedOperation): number {
  return Math.abs(growthOf(compared));
}

interface Begun {
  operation: TimelineOperation;
  side: ComparedSide;
}

interface Pair {
  operation: TimelineOperation;
  before: ComparedSide | null;
  after: ComparedSide | null;
}

function begunOf(timeline: Timeline): Set<Begun> {
  const nobody: ReadonlySet<string> = new Set();
  const begun: (Begun & { startedAt: number })[] = [];
  for (const [place, operation] of timeline.graph.operations.entries()) {
    const attempts = timeline.attempts[place] ?? [];
    const [first, last] = [attempts[0], attempts.at(-1)];
    if (first === undefined || last === undefined) continue;
    const side = {
      ms: last.endedAt === null ? null : last.endedAt - first.startedAt,
      attempts: attempts.length,
      state: stateOf(timeline, place, nobody),
      instance: operation.instance,
      seq: last.startSeq,
    };
    begun.push({ operation, side, startedAt: first.startedAt });
  }
  return new Set(begun.sort((a, b) => a.startedAt - b.startedAt));
}

/** Takes out of both those that have a partner by that key, the first with the first. */
function pair(old: Set<Begun>, fresh: Set<Begun>, keyOf: (operation: TimelineOperation) => string): Pair[] {
  const waiting = new Map<string, Begun[]>();
  for (const left of old) {
    const key = keyOf(left.operation);
    const list = waiting.get(key);
    if (list) list.push(left);
    else waiting.set(key, [left]);
  }
  for (const list of waiting.values()) list.reverse();
  const pairs: Pair[] = [];
  for (const right of fresh) {
    const left = waiting.get(keyOf(right.operation))?.pop();
    if (left === undefined) continue;
    pairs.push({ operation: right.operation, before: left.side, after: right.side });
    old.delete(left);
    fresh.delete(right);
  }
  return pairs;
}

function instanceKey({ instance, operation, relationship }: TimelineOperation): string {
  return JSON.stringify([instance, operation, relationship?.side, relationship?.target]);
}

function nodeKey({ node, operation, relationship }: TimelineOperation): string {
  return JSON.stringify([node, operation, relationship?.side, relationship && nodeOf(relationship.target)]);
}

/** An instance is called by its node, with a suffix. */
function nodeOf(instance: string): string {
  return instance.replace(/_[^_]*$/, '');
}

function toCompared(
  { operation: { node, operation, relationship }, before, after }: Pair,
  at: number,
): ComparedOperation {
  const target = relationship ? nodeOf(relationship.target) : null;
  return { key: `${at}`, node, operation, target, before, after, difference: differenceOf(before, after) };
}

function differenceOf(before: ComparedSide | null, after: ComparedSide | null): RunDifference {
  if (after === null) return 'missing';
  if (hasFailed(after)) return 'failed';
  if (before === null) return 'added';
  if (hasFailed(before)) return 'mended';
  if (before.ms === null || after.ms === null) return 'same';
  const growth = after.ms - before.ms;
  if (Math.abs(growth) < Math.max(leastMs, leastShare * before.ms)) return 'same';
  return growth > 0 ? 'slower' : 'faster';
}

function hasFailed({ state }: ComparedSide): boolean {
  return state === 'failed' || state === 'unfinished' || state === 'undecided';
}
