/** A graph by name: which others each one needs. Names that are not keys themselves are ignored. */
export type Needs = ReadonlyMap<string, Iterable<string>>;

export interface Ordered {
  /** Everything that can be ordered, each after all it needs. */
  order: string[];
  /** One circle each: `a` needs `b` needs ... needs `a`. What only needs a circle is in neither list. */
  cycles: string[][];
}

interface Visit {
  name: string;
  rest: Iterator<string>;
  /** Needs a circle, or is part of one. */
  failed: boolean;
}

/** Puts names in an order in which each comes after all it needs. Linear, and not recursive, so no depth is too deep. */
export function orderByNeeds(needs: Needs): Ordered {
  const state = new Map<string, 'open' | 'done' | 'bad'>();
  const result: Ordered = { order: [], cycles: [] };
  for (const name of needs.keys()) {
    if (!state.has(name)) visitFrom(name, { needs, state, result });
  }
  return result;
}

interface Search {
  needs: Needs;
  state: Map<string, 'open' | 'done' | 'bad'>;
  result: Ordered;
}

function visitFrom(start: string, search: Search): void {
  const path: Visit[] = [open(start, search)];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.next();
    if (next.done === true) close(path, search);
    else step(path, next.value, search);
  }
}

/** Looks at one thing that the top of the path needs. */
function step(path: Visit[], name: string, search: Search): void {
  const top = path.at(-1);
  const known = search.state.get(name);
  if (known === undefined && search.needs.has(name)) path.push(open(name, search));
  if (known === 'open') search.result.cycles.push(circle(path, name));
  if (top !== undefined && (known === 'open' || known === 'bad')) top.failed = true;
}

/** Everything that the top needs was seen. */
function close(path: Visit[], search: Search): void {
  const top = path.pop();
  const above = path.at(-1);
  if (top === undefined) return;
  search.state.set(top.name, top.failed ? 'bad' : 'done');
  if (!top.failed) search.result.order.push(top.name);
  else if (above !== undefined) above.failed = true;
}

function open(name: string, search: Search): Visit {
  search.state.set(name, 'open');
  return { name, rest: (search.needs.get(name) ?? [])[Symbol.iterator](), failed: false };
}

function circle(path: Visit[], name: string): string[] {
  const from = path.findIndex((visit) => visit.name === name);
  return path.slice(from).map((visit) => visit.name);
}
