/*
 * Instance ids are random, so two results are compared after renaming them by the place they have in the graph: colour
 * refinement over instances, the targets of their relationships, their hosts and their scaling group instances. Ids
 * become `name~n`.
 */

type Tree = Record<string, unknown>;

interface Relationship {
  type: string;
  target_name: string;
  target_id: string;
}

interface Instance extends Tree {
  id: string;
  name: string;
  host_id?: string;
  relationships: Relationship[];
  scaling_groups?: { name: string; id: string }[];
}

/** Anything with an id: an instance or an instance of a scaling group. */
interface Vertex {
  name: string;
  /** Labelled edges to other ids, both ways. */
  edges: [label: string, id: string][];
}

/** `value` with its lists of node instances renamed and put into the order of the new names; others are left as they are. */
export function canonicalInstances(value: Tree): Tree {
  const lists = Object.entries(value).filter((entry): entry is [string, Instance[]] => isInstanceList(...entry));
  if (lists.length === 0) return value;
  const names = newNames(graphOf(lists));
  const renamed = lists.map(([key, list]) => [key, list.map((instance) => rename(instance, names)).sort(byId)]);
  return { ...value, ...Object.fromEntries(renamed), ...renamedReadings(value, names) };
}

/** Readings of other deployments name the instances they stand in. */
function renamedReadings(value: Tree, names: Map<string, string>): Tree {
  const readings = value['inter_deployment_functions'];
  if (!Array.isArray(readings)) return {};
  const named = (id: unknown) => names.get(String(id)) ?? id;
  return {
    inter_deployment_functions: readings.map((reading: { context: Tree }) => ({
      ...reading,
      context: Object.fromEntries(Object.entries(reading.context).map(([key, id]) => [key, named(id)])),
    })),
  };
}

function isInstanceList(key: string, list: unknown): boolean {
  return (key === 'node_instances' || key.endsWith('_and_related')) && Array.isArray(list);
}

function graphOf(lists: [string, Instance[]][]): Map<string, Vertex> {
  const graph = new Map<string, Vertex>();
  // First, so that ids met as hosts or targets have their own names already.
  for (const [, instances] of lists) for (const { id, name } of instances) vertexOf(graph, id, name);
  for (const [list, instances] of lists) for (const instance of instances) addEdges(graph, list, instance);
  return graph;
}

function vertexOf(graph: Map<string, Vertex>, id: string, name: string): Vertex {
  const found = graph.get(id) ?? { name, edges: [] };
  graph.set(id, found);
  return found;
}

function addEdges(graph: Map<string, Vertex>, list: string, instance: Instance): void {
  const own = vertexOf(graph, instance.id, instance.name);
  own.edges.push([`${list} ${String(instance['modification'] ?? '')}`, '']);
  const connect = (label: string, id: string, name: string) => {
    own.edges.push([`${list} ${label} to`, id]);
    vertexOf(graph, id, name).edges.push([`${list} ${label} from`, instance.id]);
  };
  for (const { type, target_id, target_name } of instance.relationships) connect(type, target_id, target_name);
  if (instance.host_id !== undefined && instance.host_id !== instance.id) connect('host', instance.host_id, 'host');
  for (const { name, id } of instance.scaling_groups ?? []) connect('group', id, name);
}

function newNames(graph: Map<string, Vertex>): Map<string, string> {
  const colours = distinguish(graph);
  const order = [...graph.keys()].sort((a, b) => compare(colours.get(a), colours.get(b)));
  const counts = new Map<string, number>();
  return new Map(
    order.map((id) => {
      const name = graph.get(id)?.name ?? '';
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [id, `${name}~${count}`];
    }),
  );
}

/** Colours that differ for all ids: what refinement leaves equal is told apart one by one. */
function distinguish(graph: Map<string, Vertex>): Map<string, string> {
  let colours = refine(graph, new Map([...graph].map(([id, vertex]) => [id, vertex.name])));
  for (let marks = 0; ; marks += 1) {
    const twin = firstTwin(colours);
    if (twin === null) return colours;
    colours = refine(graph, new Map([...colours, [twin, `${colours.get(twin)} marked ${marks}`]]));
  }
}

function firstTwin(colours: Map<string, string>): string | null {
  const seen = new Map<string, string>();
  let twin: [colour: string, id: string] | null = null;
  for (const [id, colour] of colours) {
    const first = seen.get(colour);
    if (first === undefined) seen.set(colour, id);
    else if (twin === null || colour < twin[0]) twin = [colour, first];
  }
  return twin?.[1] ?? null;
}

function refine(graph: Map<string, Vertex>, start: Map<string, string>): Map<string, string> {
  let colours = start;
  let kinds = new Set(colours.values()).size;
  for (;;) {
    const signatures = new Map<string, string>();
    for (const [id, { name, edges }] of graph) {
      const around = edges.map(([label, other]) => `${label}=${colours.get(other) ?? other}`).sort();
      signatures.set(id, `${name}|${colours.get(id)}|${around.join('&')}`);
    }
    colours = shortened(signatures);
    const now = new Set(colours.values()).size;
    if (now === kinds) return colours;
    kinds = now;
  }
}

/** The rank of each signature among all: short, and the same for the same graph. */
function shortened(signatures: Map<string, string>): Map<string, string> {
  const ranks = new Map(
    [...new Set(signatures.values())].sort().map((text, rank) => [text, String(rank).padStart(6, '0')]),
  );
  return new Map([...signatures].map(([id, text]) => [id, ranks.get(text) ?? '']));
}

function rename(instance: Instance, names: Map<string, string>): Instance {
  const named = (id: string) => names.get(id) ?? id;
  const renamed: Instance = {
    ...instance,
    id: named(instance.id),
    relationships: sortedRuns(
      instance.relationships.map((relationship) => ({ ...relationship, target_id: named(relationship.target_id) })),
    ),
  };
  if (instance.host_id !== undefined) renamed.host_id = named(instance.host_id);
  if (instance.scaling_groups !== undefined) {
    renamed.scaling_groups = instance.scaling_groups.map(({ name, id }) => ({ name, id: named(id) }));
  }
  return renamed;
}

/** Targets of one relationship have no order of their own; relationships among each other have. */
function sortedRuns(relationships: Relationship[]): Relationship[] {
  const runs: Relationship[][] = [];
  for (const relationship of relationships) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    const same = first?.type === relationship.type && first.target_name === relationship.target_name;
    if (same) run?.push(relationship);
    else runs.push([relationship]);
  }
  return runs.flatMap((run) => run.sort((a, b) => compare(a.target_id, b.target_id)));
}

function byId(a: Instance, b: Instance): number {
  return compare(a.id, b.id);
}

function compare(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
