import type { Attempt, AttemptOutcome, Timeline } from './timeline.ts';

/** A stretch of an operation's row, in milliseconds since the epoch. */
export type Segment =
  /** Nothing was in its way, and it had not begun: all places were taken. */
  | { kind: 'wait'; from: number; to: number }
  /** An attempt; `outcome` is null while it runs. */
  | { kind: 'run'; from: number; to: number; attempt: number; outcome: AttemptOutcome | null }
  /** Between two attempts. */
  | { kind: 'pause'; from: number; to: number };

/** Shorter waits are what the product itself takes from one operation to the next. */
const shortestWaitMs = 20;

/** What an operation went through until `now`, in order. `goesOn`: it waits for its next attempt, or for its first. */
export function segmentsOf(
  timeline: Timeline,
  place: number,
  { now, goesOn }: { now: number; goesOn: boolean },
): Segment[] {
  const attempts = timeline.attempts[place] as Attempt[];
  const segments: Segment[] = [];
  const ready = timeline.readyAt[place] as number;
  const first = attempts[0]?.startedAt ?? (goesOn ? now : Number.NaN);
  if (first - ready >= shortestWaitMs) segments.push({ kind: 'wait', from: ready, to: first });
  for (const [at, attempt] of attempts.entries()) {
    const { startedAt: from, number, outcome } = attempt;
    const to = Math.max(from, attempt.endedAt ?? now);
    segments.push({ kind: 'run', from, to, attempt: number, outcome });
    const next = attempts[at + 1]?.startedAt ?? (goesOn && attempt.endedAt !== null ? now : to);
    if (next > to) segments.push({ kind: 'pause', from: to, to: next });
  }
  return segments;
}

/** From when to when an operation was under way, its waits included; null when it has not come to it. */
export function spanOf(timeline: Timeline, place: number, now: number): { from: number; to: number } | null {
  const attempts = timeline.attempts[place] as Attempt[];
  const first = attempts[0];
  if (first === undefined) return null;
  return { from: first.startedAt, to: attempts.at(-1)?.endedAt ?? now };
}
