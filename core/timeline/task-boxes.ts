import type { OperationGroup } from './groups.ts';
import { withoutJoints, withoutShortcuts } from './joints.ts';
import type { Timeline } from './timeline.ts';

/** How much of the task graph is shown: a box for each node, instance or operation. */
export const taskDetails = ['nodes', 'instances', 'operations'] as const;
export type TaskDetail = (typeof taskDetails)[number];

/** A box of the task graph. A joint has no content: everything before it comes before everything after it. */
export type TaskBox =
  | { kind: 'operation'; key: string; place: number }
  | { kind: 'group'; key: string; group: OperationGroup }
  | { kind: 'joint'; key: string };

/** Boxes, and for each the places of those that it waits for. */
export interface TaskBoxes {
  boxes: TaskBox[];
  waits: number[][];
}

/** More boxes than this are too many to begin with. */
const mostAtFirst = 60;
/** Up to this many boxes, links that say nothing new are left out; the time for it grows with their square. */
const mostReduced = 600;

/** The finest detail that is still easily looked at. */
export function suitableDetail(groups: readonly OperationGroup[]): TaskDetail {
  const instances = groups.reduce((sum, { parts }) => sum + Math.max(1, parts.length), 0);
  const operations = groups.reduce((sum, group) => sum + countOperations(group), 0);
  if (operations <= mostAtFirst) return 'operations';
  return instances <= mostAtFirst ? 'instances' : 'nodes';
}

function countOperations({ operations, parts }: OperationGroup): number {
  return parts.reduce((sum, part) => sum + part.operations.length, operations.length);
}

/** Puts operations together to boxes; groups in `opened` are shown one step finer than `detail`. Linear. */
export function boxTasks(
  timeline: Timeline,
  groups: readonly OperationGroup[],
  { detail, opened }: { detail: TaskDetail; opened: ReadonlySet<string> },
): TaskBoxes {
  const boxes: TaskBox[] = [];
  const boxOf = new Map<number, number>();
  const addGroup = (group: OperationGroup): void => {
    const at = boxes.push({ kind: 'group', key: group.id, group }) - 1;
    for (const part of [group, ...group.parts]) for (const place of part.operations) boxOf.set(place, at);
  };
  const addOperations = ({ operations }: OperationGroup): void => {
    for (const place of operations) {
      const key = timeline.graph.operations[place]?.task ?? '';
      boxOf.set(place, boxes.push({ kind: 'operation', key, place }) - 1);
    }
  };
  const addFiner = (group: OperationGroup, isOpen: boolean): void => {
    if (isOpen || opened.has(group.id)) addOperations(group);
    else addGroup(group);
  };
  for (const group of groups) {
    if (detail === 'nodes' && !opened.has(group.id)) addGroup(group);
    else if (group.parts.length === 0) addFiner(group, detail === 'operations');
    else for (const part of group.parts) addFiner(part, detail === 'operations');
  }
  return link(timeline, boxes, boxOf);
}

function link({ graph }: Timeline, boxes: TaskBox[], boxOf: ReadonlyMap<number, number>): TaskBoxes {
  const count = graph.operations.length;
  // An operation that sleeps has no box.
  const vertexOf = (vertex: number): number | undefined =>
    vertex < count ? boxOf.get(vertex) : boxes.length + vertex - count;
  const joints = graph.waits.length - count;
  const waits = Array.from({ length: boxes.length + joints }, () => new Set<number>());
  for (const [vertex, own] of graph.waits.entries()) {
    const to = vertexOf(vertex);
    for (const other of own) {
      const from = vertexOf(other);
      if (from !== undefined && to !== undefined && from !== to) waits[to]?.add(from);
    }
  }
  const operationOf = waits.map((_, at) => (at < boxes.length ? at : null));
  const linked = withoutJoints({ waits, operationOf }).map((own, at) => own.filter((other) => other !== at));
  const drawn = linked.length > mostReduced ? linked : withoutShortcuts(linked);
  const dots = linked.slice(boxes.length).map((_, at): TaskBox => ({ kind: 'joint', key: `joint ${at}` }));
  return { boxes: [...boxes, ...dots], waits: drawn };
}
