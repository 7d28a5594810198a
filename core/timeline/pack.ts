import { type TimelineEvent, type TimelineEventKind, timelineEventKinds } from './timeline.ts';
import type { TimelineGraph, TimelineOperation } from './timeline-graph.ts';

/*
 * A timeline as it is sent: texts are written once and named by their place, times and numbers of events are distances
 * from the one before.
 */

/** A graph, packed. */
export interface PackedGraph {
  texts: string[];
  /** Nine numbers an operation: see `packOperation`. */
  operations: number[];
  waits: number[][];
}

/** Events, packed: five numbers each (distance in `seq`, in milliseconds, kind, operation or -1, attempt). */
export interface PackedEvents {
  /** Milliseconds since the epoch that the first distance is counted from. */
  from: number;
  values: number[];
}

const none = -1;
const flags = { ignoresFailure: 1, isDormant: 2, isMarkedDone: 4, isTargetSide: 8 };
const perOperation = 9;

/** Packs a graph; `unpackGraph` gives an equal one back. */
export function packGraph({ operations, waits }: TimelineGraph): PackedGraph {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const add = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, operations: operations.flatMap((operation) => packOperation(operation, add)), waits };
}

/** Task (in two parts at its last slash), instance, node, node it runs on, operation, target or -1, retries, flags. */
function packOperation(operation: TimelineOperation, add: (text: string) => number): number[] {
  const { task, instance, node, relationship } = operation;
  const cut = task.lastIndexOf('/') + 1;
  const marks =
    (operation.ignoresFailure ? flags.ignoresFailure : 0) +
    (operation.isDormant ? flags.isDormant : 0) +
    (operation.isMarkedDone ? flags.isMarkedDone : 0) +
    (relationship?.side === 'target' ? flags.isTargetSide : 0);
  const target = relationship === null ? none : add(relationship.target);
  const name = add(operation.operation);
  const id = [add(task.slice(0, cut)), add(task.slice(cut))];
  return [...id, add(instance), add(node), add(operation.runsOn), name, target, operation.maxRetries, marks];
}

/** Reads what `packGraph` wrote. */
export function unpackGraph({ texts, operations: packed, waits }: PackedGraph): TimelineGraph {
  const text = (place: number | undefined): string => texts[place as number] as string;
  const operations: TimelineOperation[] = [];
  for (let at = 0; at < packed.length; at += perOperation) {
    const [start, rest, instance, node, runsOn, operation, target = none, maxRetries = 0, marks = 0] = packed.slice(
      at,
      at + perOperation,
    );
    operations.push({
      task: text(start) + text(rest),
      instance: text(instance),
      node: text(node),
      runsOn: text(runsOn),
      operation: text(operation),
      relationship:
        target === none ? null : { target: text(target), side: (marks & flags.isTargetSide) > 0 ? 'target' : 'source' },
      maxRetries,
      ignoresFailure: (marks & flags.ignoresFailure) > 0,
      isDormant: (marks & flags.isDormant) > 0,
      isMarkedDone: (marks & flags.isMarkedDone) > 0,
    });
  }
  return { operations, waits };
}

/** Packs events of the operations of a graph; those of other operations are left out. */
export function packEvents(events: readonly TimelineEvent[], { operations }: TimelineGraph): PackedEvents {
  const places = new Map(operations.map(({ task }, place) => [task, place]));
  const from = events[0]?.at ?? 0;
  let before = { seq: 0, at: from };
  const values: number[] = [];
  for (const { seq, at, kind, task, attempt } of events) {
    const place = task === null ? none : places.get(task);
    if (place === undefined) continue;
    values.push(seq - before.seq, at - before.at, timelineEventKinds.indexOf(kind), place, attempt);
    before = { seq, at };
  }
  return { from, values };
}

/** Reads what `packEvents` wrote. */
export function unpackEvents({ from, values }: PackedEvents, { operations }: TimelineGraph): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  let seq = 0;
  let at = from;
  for (let i = 0; i < values.length; i += 5) {
    const [bySeq = 0, byTime = 0, kind = 0, place = none, attempt = 0] = values.slice(i, i + 5);
    seq += bySeq;
    at += byTime;
    const task = place === none ? null : (operations[place] as TimelineOperation).task;
    events.push({ seq, at, kind: timelineEventKinds[kind] as TimelineEventKind, task, attempt });
  }
  return events;
}
