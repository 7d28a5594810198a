import type { Task, TaskGraph } from '../workflow/task-graph.ts';

/** Lists of numbers by number, packed: those of `i` are `items[starts[i]]` up to `items[starts[i + 1]]`. */
export interface PackedLists {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/**
 * A graph with its ids turned into positions. `parents` holds -1 for tasks outside any subgraph, `fallbacks` for tasks
 * without one.
 */
export interface GraphIndex {
  readonly positions: ReadonlyMap<string, number>;
  readonly parents: Int32Array;
  readonly fallbacks: Int32Array;
  readonly dependants: PackedLists;
  readonly members: PackedLists;
}

/**
 * Indexes a graph in linear time.
 * @throws Error when two tasks share an id, a dependency, parent or fallback is not in the graph, or a fallback is not
 * a dormant subgraph beside the one that names it: the builder is at fault.
 */
export function indexGraph(graph: TaskGraph): GraphIndex {
  const positions = new Map<string, number>();
  for (const [position, task] of graph.tasks.entries()) {
    if (positions.has(task.id)) throw new Error(`Graph ${graph.name} has two tasks with the id ${task.id}.`);
    positions.set(task.id, position);
  }
  const parents = new Int32Array(graph.tasks.length).fill(-1);
  const fallbacks = parents.slice();
  for (const [position, task] of graph.tasks.entries()) {
    if (task.parent !== undefined) parents[position] = find(positions, task, task.parent);
    if (task.kind === 'subgraph' && task.fallback !== undefined) {
      fallbacks[position] = find(positions, task, task.fallback);
      requireDormant(task, graph.tasks[at(fallbacks, position)]);
    }
  }
  const links = (visit: (from: number, to: number) => void): void => {
    for (const [position, task] of graph.tasks.entries()) {
      for (const dependency of task.dependencies) visit(find(positions, task, dependency), position);
    }
  };
  const containment = (visit: (from: number, to: number) => void): void => {
    for (const [position, parent] of parents.entries()) if (parent >= 0) visit(parent, position);
  };
  const size = graph.tasks.length;
  return { positions, parents, fallbacks, dependants: pack(size, links), members: pack(size, containment) };
}

function find(positions: Map<string, number>, task: Task, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`Task ${task.id} names ${id}, which is not in its graph.`);
  return position;
}

function requireDormant({ id, parent }: Task, fallback: Task | undefined): void {
  if (fallback?.kind === 'subgraph' && fallback.isDormant === true && fallback.parent === parent) return;
  throw new Error(`The fallback ${fallback?.id} of ${id} is not a dormant subgraph beside it.`);
}

function pack(size: number, each: (visit: (from: number, to: number) => void) => void): PackedLists {
  const starts = new Int32Array(size + 1);
  each((from) => {
    starts[from + 1] = at(starts, from + 1) + 1;
  });
  for (let i = 0; i < size; i++) starts[i + 1] = at(starts, i + 1) + at(starts, i);
  const items = new Int32Array(at(starts, size));
  const next = starts.slice();
  each((from, to) => {
    const slot = at(next, from);
    items[slot] = to;
    next[from] = slot + 1;
  });
  return { starts, items };
}

/** The number at `position`, which must be inside the array. */
export function at(numbers: Int32Array | Uint8Array, position: number): number {
  return numbers[position] as number;
}

/** The positions listed for `position`; a view, not a copy. */
export function listed(lists: PackedLists, position: number): Int32Array {
  return lists.items.subarray(at(lists.starts, position), at(lists.starts, position + 1));
}

/** Takes one off the number at `position` and returns what is left. */
export function decrement(numbers: Int32Array, position: number): number {
  const left = at(numbers, position) - 1;
  numbers[position] = left;
  return left;
}
