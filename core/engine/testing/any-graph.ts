import fc from 'fast-check';
import type { Task, TaskGraph } from '../../workflow/task-graph.ts';
import { announcement, operation, subgraph } from './graphs.ts';

interface DrawnTask {
  kind: number;
  parent: number;
  dependencies: number[];
  ignoreFailure: boolean;
  /** For subgraphs: 1 and 2 so many fallbacks, 3 a failure that is answered, 4 both. */
  rescue: number;
}

/** What of a graph may be drawn. */
export interface GraphFeatures {
  /** Fallbacks and failures that subgraphs answer for themselves. */
  rescues: boolean;
  /** Operations whose failures are ignored. */
  ignored: boolean;
}

/**
 * Graphs of nested subgraphs in which a task depends on earlier tasks, though not on the subgraphs around it. A
 * subgraph that something depends on gets no more members, so that no two tasks wait for each other, and a fallback
 * waits for nothing outside itself.
 */
export function anyGraph(features: GraphFeatures): fc.Arbitrary<TaskGraph> {
  const drawnTask: fc.Arbitrary<DrawnTask> = fc.record({
    kind: fc.integer({ min: 0, max: 8 }),
    parent: fc.nat(),
    dependencies: fc.array(fc.nat(), { maxLength: 3 }),
    ignoreFailure: features.ignored ? fc.boolean() : fc.constant(false),
    rescue: features.rescues ? fc.integer({ min: 0, max: 5 }) : fc.constant(0),
  });
  return fc.array(drawnTask, { maxLength: 25 }).map((drawn) => ({ name: 'any', tasks: tasksOf(drawn) }));
}

function tasksOf(drawn: readonly DrawnTask[]): Task[] {
  const tasks: Task[] = [];
  const asleep: Task[] = [];
  const closed = new Set<string>();
  for (const [position, one] of drawn.entries()) {
    const id = `t${position}`;
    const open = tasks.filter(
      (task) => task.kind === 'subgraph' && !ancestors(tasks, task.id).some((found) => closed.has(found)),
    );
    const parent = open[one.parent % (open.length + 1)]?.id;
    const around = new Set(ancestors(tasks, parent));
    const possible = tasks.filter((task) => !around.has(task.id)).map((task) => task.id);
    const dependencies = [
      ...new Set(one.dependencies.flatMap((n) => possible[n % Math.max(1, possible.length)] ?? [])),
    ];
    for (const dependency of dependencies) closed.add(dependency);
    const base = { dependencies, ...(parent === undefined ? {} : { parent }) };
    if (one.kind < 4) tasks.push(...rescued(subgraph(id, base), one, asleep));
    else if (one.kind === 4) tasks.push(effects(id, base));
    else tasks.push(operation(id, { ...base, ...(one.ignoreFailure ? { ignoreFailure: true } : {}) }));
  }
  return [...tasks, ...asleep];
}

function effects(id: string, base: Pick<Task, 'dependencies' | 'parent'>): Task {
  const said = ['closing', 'opening'].map(
    (text) => ({ kind: 'event', type: 'workflow_node_event', text: `${id} ${text}` }) as const,
  );
  return announcement(id, { ...base, effects: said, closing: 1 });
}

const answer = [{ kind: 'event', type: 'workflow_node_event', text: 'answered' }] as const;

function rescued(task: Extract<Task, { kind: 'subgraph' }>, { rescue }: DrawnTask, asleep: Task[]): Task[] {
  const { id, parent } = task;
  const beside = parent === undefined ? {} : { parent };
  const count = rescue === 1 || rescue === 2 ? rescue : rescue === 4 ? 1 : 0;
  let last = task;
  for (let number = 1; number <= count; number++) {
    const next = subgraph(`${id}.${number}`, { isDormant: true, ...beside });
    last.fallback = next.id;
    last = next;
    const first = operation(`${next.id}/1`, { parent: next.id });
    asleep.push(next, first, operation(`${next.id}/2`, { parent: next.id, dependencies: [first.id] }));
  }
  if (rescue > 2 && rescue < 5) last.onFailure = answer;
  return [task, operation(`${id}/a`, { parent: id }), operation(`${id}/b`, { parent: id })];
}

/** The operations that a task stands for: itself, or all below it and below its fallbacks. */
export function familyOf(tasks: readonly Task[], id: string): string[] {
  return tasks.flatMap((task) => {
    if (task.id === id && task.kind === 'operation') return [id];
    if (task.parent === id) return familyOf(tasks, task.id);
    return task.id === id && task.kind === 'subgraph' && task.fallback !== undefined
      ? familyOf(tasks, task.fallback)
      : [];
  });
}

/** The subgraphs around a task and the task itself, from the inside. */
export function ancestors(tasks: readonly Task[], from: string | undefined): string[] {
  const parent = tasks.find((task) => task.id === from);
  return parent ? [parent.id, ...ancestors(tasks, parent.parent)] : [];
}
