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
  const { needs, state, result } = search;
  const path: Visit[] = [open(start, search)];
  const bad = new Set<string>();
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.next();
    if (next.done !== true) {
      const known = state.get(next.value);
      if (known === undefined && needs.has(next.value)) path.push(open(next.value, search));
      else if (known === 'open') result.cycles.push(circle(path, next.value));
      if (known === 'open' || known === 'bad') bad.add(top.name);
      continue;
    }
    path.pop();
    const failed = bad.has(top.name);
    state.set(top.name, failed ? 'bad' : 'done');
    const above = path.at(-1);
    if (!failed) result.order.push(top.name);
    else if (above !== undefined) bad.add(above.name);
  }
}

function open(name: string, search: Search): Visit {
  search.state.set(name, 'open');
  return { name, rest: (search.needs.get(name) ?? [])[Symbol.iterator]() };
}

function circle(path: Visit[], name: string): string[] {
  const from = path.findIndex((visit) => visit.name === name);
  return path.slice(from).map((visit) => visit.name);
}
