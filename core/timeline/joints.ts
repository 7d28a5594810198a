/** The vertices of a graph; `operationOf` has null for joints. */
interface Drawn {
  waits: readonly ReadonlySet<number>[];
  operationOf: readonly (number | null)[];
}

/**
 * What each vertex waits for, with only those joints left that spare more links than they cost. Operations come first,
 * by their place in `operationOf`; joints after them. Linear in the links of the answer.
 */
export function withoutJoints(drawn: Drawn): number[][] {
  const order = sorted(drawn.waits);
  const reduced = dissolve(drawn, order);
  const places = new Map<number, number>();
  let count = 0;
  for (const place of drawn.operationOf) if (place !== null) count++;
  for (const vertex of order) {
    const place = drawn.operationOf[vertex] ?? null;
    if (place !== null) places.set(vertex, place);
    else if (reduced.kept.has(vertex)) places.set(vertex, count++);
  }
  const result: number[][] = Array.from({ length: count }, () => []);
  for (const [vertex, place] of places) {
    result[place] = Array.from(reduced.waits[vertex] as Set<number>, (each) => places.get(each) as number);
  }
  return result;
}

/** Puts what a joint waits for in its place wherever that makes no more links than it takes away. */
function dissolve(
  { waits, operationOf }: Drawn,
  order: readonly number[],
): { waits: Set<number>[]; kept: Set<number> } {
  const dependants = countDependants(waits);
  const reduced: Set<number>[] = [];
  const gone = new Set<number>();
  const kept = new Set<number>();
  const linksOf = (vertex: number): Set<number> => {
    const own = new Set<number>();
    for (const other of waits[vertex] as ReadonlySet<number>) {
      for (const each of gone.has(other) ? (reduced[other] as Set<number>) : [other]) own.add(each);
      // In a circle it is named before its turn, and must stay.
      if (reduced[other] === undefined) kept.add(other);
    }
    return own;
  };
  for (const vertex of order) {
    const own = linksOf(vertex);
    reduced[vertex] = own;
    const after = dependants[vertex] as number;
    if (operationOf[vertex] !== null) continue;
    if (!kept.has(vertex) && own.size * after <= own.size + after) gone.add(vertex);
    else kept.add(vertex);
  }
  return { waits: reduced, kept };
}

function countDependants(waits: readonly ReadonlySet<number>[]): number[] {
  const counts = waits.map(() => 0);
  for (const own of waits) for (const other of own) counts[other] = (counts[other] ?? 0) + 1;
  return counts;
}

/** Everything after what it waits for. */
function sorted(waits: readonly ReadonlySet<number>[]): number[] {
  return topologicalOrder(waits.map((own) => [...own]));
}

/**
 * The vertices of a graph, each after all that it waits for. Of a circle, the first of its vertices comes before what it
 * waits for. Linear.
 */
export function topologicalOrder(waits: readonly (readonly number[])[]): number[] {
  const open = waits.map((own) => own.length);
  const dependants = dependantsOf(waits);
  const order: number[] = [];
  const isPlaced = new Uint8Array(waits.length);
  const put = (vertex: number): void => {
    if (isPlaced[vertex] === 1) return;
    isPlaced[vertex] = 1;
    order.push(vertex);
  };
  let at = 0;
  const follow = (): void => {
    for (; at < order.length; at++) {
      for (const next of dependants[order[at] as number] ?? []) {
        open[next] = (open[next] as number) - 1;
        if (open[next] === 0) put(next);
      }
    }
  };
  for (const [vertex, count] of open.entries()) if (count === 0) put(vertex);
  follow();
  for (const vertex of waits.keys()) {
    put(vertex);
    follow();
  }
  return order;
}

/** By vertex: the vertices that wait for it. */
export function dependantsOf(waits: readonly (readonly number[])[]): number[][] {
  const dependants: number[][] = waits.map(() => []);
  for (const [vertex, own] of waits.entries()) for (const other of own) dependants[other]?.push(vertex);
  return dependants;
}

/** How many others, one after the other, come before each vertex at most. Linear. */
export function depthsOf(waits: readonly (readonly number[])[]): Int32Array {
  const depths = new Int32Array(waits.length);
  for (const vertex of topologicalOrder(waits)) {
    let depth = 0;
    for (const other of waits[vertex] ?? []) depth = Math.max(depth, (depths[other] as number) + 1);
    depths[vertex] = depth;
  }
  return depths;
}

/** The links without those to what is waited for anyway, by way of others. Takes time by the square of the vertices. */
export function withoutShortcuts(waits: readonly (readonly number[])[]): number[][] {
  const depths = depthsOf(waits);
  const before: Set<number>[] = [];
  const result: number[][] = waits.map(() => []);
  for (const vertex of topologicalOrder(waits)) {
    const all = new Set<number>();
    before[vertex] = all;
    const nearest = (waits[vertex] ?? []).toSorted((one, other) => (depths[other] as number) - (depths[one] as number));
    for (const other of nearest) {
      if (all.has(other)) continue;
      result[vertex]?.push(other);
      all.add(other);
      for (const each of before[other] ?? []) all.add(each);
    }
  }
  return result;
}
