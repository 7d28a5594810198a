import { type Attempt, isDone, type Timeline } from './timeline.ts';

/**
 * The operations that decided how long the run took, in order: each waited for the one before it. Of a run that goes on,
 * those that lead to the operation that has been under way longest. Linear.
 */
export function criticalPath(timeline: Timeline): number[] {
  const path: number[] = [];
  for (let place = lastOf(timeline); place >= 0; place = timeline.cause[place] as number) path.push(place);
  return path.reverse();
}

function lastOf(timeline: Timeline): number {
  let last = -1;
  let lastAt = Number.NEGATIVE_INFINITY;
  let running = -1;
  let runningAt = Number.POSITIVE_INFINITY;
  for (const [place, attempts] of timeline.attempts.entries()) {
    const attempt = attempts.at(-1);
    if (attempt === undefined) continue;
    if (isOpen(timeline, place, attempt)) {
      const began = (attempts[0] as Attempt).startedAt;
      if (began < runningAt) [running, runningAt] = [place, began];
    } else if ((attempt.endedAt ?? 0) > lastAt) [last, lastAt] = [place, attempt.endedAt ?? 0];
  }
  return running >= 0 ? running : last;
}

function isOpen(timeline: Timeline, place: number, attempt: Attempt): boolean {
  return timeline.endedAt === null && (attempt.endedAt === null || !isDone(timeline, place));
}
