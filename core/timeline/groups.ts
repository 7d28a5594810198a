import { depthsOf } from './joints.ts';
import { type OperationState, stateOf, type Timeline, takesPart } from './timeline.ts';
import type { TimelineOperation } from './timeline-graph.ts';

/** Operations that are shown together: those of a node, or of one of its instances. */
export interface OperationGroup {
  /** Unique among the groups of a timeline. */
  id: string;
  kind: 'node' | 'instance';
  node: string;
  /** Null for nodes. */
  instance: string | null;
  /** Those of an instance are empty for a node with several; they are in its parts then. */
  operations: number[];
  parts: OperationGroup[];
}

/** What a group's own row says. */
export interface GroupSummary {
  total: number;
  done: number;
  /** The state that matters most. */
  worst: OperationState;
  /** From the first start to the last end, milliseconds since the epoch; null when nothing has begun. */
  span: { from: number; to: number } | null;
}

/** From what a person must look at to what needs no look. */
const severity: Record<OperationState, number> = {
  failed: 0,
  undecided: 1,
  unfinished: 2,
  retrying: 3,
  running: 4,
  ready: 5,
  pending: 6,
  ignored: 7,
  skipped: 8,
  'marked-done': 9,
  succeeded: 10,
};

const doneStates: ReadonlySet<OperationState> = new Set(['succeeded', 'ignored', 'marked-done']);

/**
 * The operations by node and instance. Nodes come in the order in which they can begin, so that the picture does not
 * move while the run goes on. A node with one instance has no parts. Linear.
 */
export function groupOperations(timeline: Timeline): OperationGroup[] {
  const { operations, waits } = timeline.graph;
  const depths = depthsOf(waits);
  const nodes = new Map<string, { depth: number; instances: Map<string, number[]> }>();
  for (const [place, { node, instance }] of operations.entries()) {
    if (!takesPart(timeline, place)) continue;
    const depth = depths[place] as number;
    const group = nodes.get(node) ?? { depth, instances: new Map() };
    nodes.set(node, group);
    group.depth = Math.min(group.depth, depth);
    const own = group.instances.get(instance) ?? [];
    group.instances.set(instance, own);
    own.push(place);
  }
  return [...nodes]
    .sort(([, one], [, other]) => one.depth - other.depth)
    .map(([node, { instances }]) => toGroup(node, instances, depths));
}

function toGroup(node: string, instances: ReadonlyMap<string, number[]>, depths: Int32Array): OperationGroup {
  for (const places of instances.values())
    places.sort((a, b) => (depths[a] as number) - (depths[b] as number) || a - b);
  const parts = Array.from(instances, ([instance, operations]): OperationGroup => {
    return { id: `${node} ${instance}`, kind: 'instance', node, instance, operations, parts: [] };
  });
  const [only] = parts;
  const isAlone = parts.length === 1 && only !== undefined;
  return {
    id: node,
    kind: 'node',
    node,
    instance: isAlone ? only.instance : null,
    operations: isAlone ? only.operations : [],
    parts: isAlone ? [] : parts,
  };
}

/** What the rows of all groups say, by their ids. Linear. */
export function summarise(
  timeline: Timeline,
  groups: readonly OperationGroup[],
  undecided: ReadonlySet<string>,
): Map<string, GroupSummary> {
  const summaries = new Map<string, GroupSummary>();
  for (const group of groups) addSummary(group);
  return summaries;

  function addSummary(group: OperationGroup): GroupSummary {
    const summary: GroupSummary = { total: 0, done: 0, worst: 'succeeded', span: null };
    for (const place of group.operations) merge(summary, summaryOf(timeline, place, undecided));
    for (const part of group.parts) merge(summary, addSummary(part));
    summaries.set(group.id, summary);
    return summary;
  }
}

function summaryOf(timeline: Timeline, place: number, undecided: ReadonlySet<string>): GroupSummary {
  const worst = stateOf(timeline, place, undecided);
  const attempts = timeline.attempts[place];
  const first = attempts?.[0];
  const to = attempts?.at(-1)?.endedAt ?? Number.POSITIVE_INFINITY;
  return {
    total: 1,
    done: doneStates.has(worst) ? 1 : 0,
    worst,
    span: first === undefined ? null : { from: first.startedAt, to },
  };
}

function merge(into: GroupSummary, { total, done, worst, span }: GroupSummary): void {
  into.total += total;
  into.done += done;
  if (severity[worst] < severity[into.worst]) into.worst = worst;
  if (span === null) return;
  into.span = into.span
    ? { from: Math.min(into.span.from, span.from), to: Math.max(into.span.to, span.to) }
    : { ...span };
}

/** The groups with those in front that a person must look at; the others keep their order. */
export function worstFirst(
  groups: readonly OperationGroup[],
  summaries: ReadonlyMap<string, GroupSummary>,
): OperationGroup[] {
  const rank = ({ id }: OperationGroup): number => severity[summaries.get(id)?.worst ?? 'succeeded'];
  return groups
    .map((group) => (group.parts.length === 0 ? group : { ...group, parts: worstFirst(group.parts, summaries) }))
    .sort((one, other) => rank(one) - rank(other));
}

/** A row of the timeline; `level` counts from 1. */
export type TimelineRow =
  | { kind: 'group'; key: string; level: number; group: OperationGroup; isOpen: boolean }
  | { kind: 'operation'; key: string; level: number; operation: TimelineOperation; place: number };

/** The rows of groups of which some are open. Linear in the rows. */
export function rowsOf(
  timeline: Timeline,
  groups: readonly OperationGroup[],
  isOpen: (group: OperationGroup) => boolean,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const group of groups) add(group, 1);
  return rows;

  function add(group: OperationGroup, level: number): void {
    const open = isOpen(group);
    rows.push({ kind: 'group', key: group.id, level, group, isOpen: open });
    if (!open) return;
    for (const part of group.parts) add(part, level + 1);
    for (const place of group.operations) {
      const operation = timeline.graph.operations[place] as TimelineOperation;
      rows.push({ kind: 'operation', key: operation.task, level: level + 1, operation, place });
    }
  }
}
