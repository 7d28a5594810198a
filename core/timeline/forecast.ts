import { isDone, type Timeline, takesPart } from './timeline.ts';

/** What is known of how long operations take, in milliseconds; null: nothing. */
export type DurationOf = (place: number) => number | null;

/** How a run would go on if each operation took as long as it usually does. */
export interface Forecast {
  /** Milliseconds from now to its end, as far as is known. */
  remainingMs: number;
  /** Operations whose duration is not known; they count as nothing. */
  unknown: number;
  /** Operations that have not ended. */
  left: number;
  /** What the end waits for, in order, each for the one before it. */
  path: number[];
}

interface Simulation {
  timeline: Timeline;
  durationOf: DurationOf;
  now: number;
  open: Int32Array;
  cause: Int32Array;
  /** The last is next, as in the engine. */
  ready: number[];
  /** By end, the earliest first. */
  running: Heap;
  slots: number;
  unknown: number;
  left: number;
}

/** Plays the rest of a run in time `now`, with at most `parallel` operations at once. O(n log n) in the operations left. */
export function forecast(
  timeline: Timeline,
  durationOf: DurationOf,
  { now, parallel }: { now: number; parallel: number | null },
): Forecast {
  const simulation: Simulation = {
    timeline,
    durationOf,
    now,
    open: timeline.open.slice(),
    cause: new Int32Array(timeline.graph.waits.length).fill(-1),
    ready: [],
    running: new Heap(),
    slots: parallel ?? Number.POSITIVE_INFINITY,
    unknown: 0,
    left: 0,
  };
  prepare(simulation);
  let last = -1;
  let end = now;
  fill(simulation, now);
  for (let next = simulation.running.pop(); next !== null; next = simulation.running.pop()) {
    last = next.place;
    end = next.at;
    simulation.slots++;
    release(simulation, next.place, next.place);
    fill(simulation, next.at);
  }
  return { remainingMs: end - now, unknown: simulation.unknown, left: simulation.left, path: pathTo(simulation, last) };
}

function prepare(simulation: Simulation): void {
  const { timeline, open, ready } = simulation;
  for (const at of timeline.graph.operations.keys()) {
    if (isDone(timeline, at) || !takesPart(timeline, at)) continue;
    simulation.left++;
    const attempt = timeline.attempts[at]?.at(-1);
    if (attempt !== undefined && attempt.endedAt === null) begin(simulation, at, attempt.startedAt);
    else if (attempt !== undefined || (open[at] as number) <= 0) ready.push(at);
  }
  ready.reverse();
}

/** An operation that takes longer than usual is about to end. */
function begin(simulation: Simulation, at: number, from: number): void {
  const duration = simulation.durationOf(at);
  if (duration === null) simulation.unknown++;
  simulation.slots--;
  simulation.running.push({ place: at, at: Math.max(simulation.now, from + (duration ?? 0)) });
}

function fill(simulation: Simulation, at: number): void {
  while (simulation.slots > 0) {
    const next = simulation.ready.pop();
    if (next === undefined) return;
    begin(simulation, next, at);
  }
}

function release(simulation: Simulation, vertex: number, by: number): void {
  const { timeline, open, cause, ready } = simulation;
  const count = timeline.graph.operations.length;
  for (const next of timeline.dependants[vertex] ?? []) {
    open[next] = (open[next] as number) - 1;
    if (open[next] !== 0) continue;
    cause[next] = by;
    if (next >= count) release(simulation, next, by);
    else if (takesPart(timeline, next) && !isDone(timeline, next)) ready.push(next);
  }
}

function pathTo({ cause }: Simulation, last: number): number[] {
  const path: number[] = [];
  for (let at = last; at >= 0; at = cause[at] as number) path.push(at);
  return path.reverse();
}

interface Ending {
  place: number;
  at: number;
}

/** A binary heap of endings, the earliest on top. */
class Heap {
  readonly #items: Ending[] = [];

  push(item: Ending): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(items[parent] as Ending, item)) break;
      items[at] = items[parent] as Ending;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Ending | null {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined) return null;
    if (items.length > 0) this.#sink(last);
    return top;
  }

  #sink(item: Ending): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && isBefore(items[child + 1] as Ending, items[child] as Ending)) child++;
      if (isBefore(item, items[child] as Ending)) break;
      items[at] = items[child] as Ending;
      at = child;
    }
    items[at] = item;
  }
}

function isBefore(one: Ending, other: Ending): boolean {
  return one.at <= other.at;
}
