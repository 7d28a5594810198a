import { type DecodingTable, decodeBody, encodeBody, type Field, type StringTable } from './task-encoding.ts';
import type { Task, TaskGraph } from './task-graph.ts';

/*
 * A graph as text: one line of JSON with its name and its strings, then one line for each task. A task's line is an
 * array: kind, parent, id, dependencies, and what its kind adds. Strings are positions in the list of the first line,
 * dependencies are distances back from the task, and the id of a member is only what follows that of its subgraph. The
 * dependencies of a subgraph with a fallback stand in a list of their own, before the distance of that. Format 1 had no
 * fallbacks and fewer fields at the ends of lines.
 */

const format = 2;
const readable = [1, format];
const kinds = ['operation', 'effects', 'subgraph'] as const;
const none = -1;

interface Header {
  format: number;
  name: string;
  strings: string[];
}

type Distances = number[] | [dependencies: number[], fallback: number];
type Line = [kind: number, parent: number, id: number, isMemberId: 0 | 1, distances: Distances, ...Field[]];

/** Writes a graph as text for storage; `decodeGraph` gives an equal graph back. Linear in the graph. */
export function encodeGraph(graph: TaskGraph): string {
  const strings = createStringTable();
  const positions = new Map(graph.tasks.map((task, position) => [task.id, position]));
  const lines = graph.tasks.map((task, position) => {
    const parent = task.parent === undefined ? none : positionOf(positions, task.parent);
    const isMemberId = parent !== none && parent < position && task.id.startsWith(`${task.parent}/`);
    const id = isMemberId ? task.id.slice(task.parent?.length) : task.id;
    const distanceOf = (other: string): number => position - positionOf(positions, other);
    const back = task.dependencies.map(distanceOf);
    const fallback = task.kind === 'subgraph' ? task.fallback : undefined;
    const distances: Distances = fallback === undefined ? back : [back, distanceOf(fallback)];
    const start = [kinds.indexOf(task.kind), parent, strings.add(id), isMemberId ? 1 : 0, distances] as const;
    return JSON.stringify([...start, ...encodeBody(task, strings)] satisfies Line);
  });
  const header: Header = { format, name: graph.name, strings: strings.list };
  return [JSON.stringify(header), ...lines].join('\n');
}

/**
 * Reads what `encodeGraph` wrote.
 * @throws Error when the text was not written by it, or in a format that this version does not know.
 */
export function decodeGraph(text: string): TaskGraph {
  const end = lineEnd(text, 0);
  const header = JSON.parse(text.slice(0, end)) as Header;
  if (!readable.includes(header.format)) {
    throw new Error(`A stored graph has the format ${header.format}; this version reads ${readable.join(' and ')}.`);
  }
  const table: DecodingTable = { strings: header.strings, values: new Map() };
  const tasks: Task[] = [];
  const parents: number[] = [];
  const distances: Distances[] = [];
  for (let start = end + 1; start < text.length; start = lineEnd(text, start) + 1) {
    const line = JSON.parse(text.slice(start, lineEnd(text, start))) as Line;
    const [kind, parent, idText, isMemberId, back, ...body] = line;
    const rest = header.strings[idText] as string;
    const id = isMemberId === 1 ? `${tasks[parent]?.id}${rest}` : rest;
    tasks.push({ id, dependencies: [], ...decodeBody(kinds[kind] as Task['kind'], body, table) });
    parents.push(parent);
    distances.push(back);
  }
  link(tasks, parents, distances);
  return { name: header.name, tasks };
}

function link(tasks: readonly Task[], parents: readonly number[], distances: readonly Distances[]): void {
  for (const [position, task] of tasks.entries()) {
    const parent = tasks[parents[position] ?? none];
    if (parent) task.parent = parent.id;
    const { back, fallback } = readDistances(distances[position] ?? []);
    for (const distance of back) task.dependencies.push((tasks[position - distance] as Task).id);
    if (fallback !== null && task.kind === 'subgraph') task.fallback = (tasks[position - fallback] as Task).id;
  }
}

function readDistances(distances: Distances): { back: readonly number[]; fallback: number | null } {
  const [first, fallback] = distances;
  return Array.isArray(first)
    ? { back: first, fallback: fallback ?? null }
    : { back: distances as number[], fallback: null };
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function positionOf(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`The graph names the task ${id}, which it does not have.`);
  return position;
}

function createStringTable(): StringTable {
  const list: string[] = [];
  const positions = new Map<string, number>();
  const ofValues = new Map<object, number>();
  return { list, add, addJson };

  function add(text: string): number {
    const known = positions.get(text);
    if (known !== undefined) return known;
    positions.set(text, list.length);
    return list.push(text) - 1;
  }

  function addJson(value: object): number {
    const known = ofValues.get(value);
    if (known !== undefined) return known;
    const position = add(JSON.stringify(value));
    ofValues.set(value, position);
    return position;
  }
}
