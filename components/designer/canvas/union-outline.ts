import type { Rectangle } from '../../topology/boxes.ts';

interface Corner {
  x: number;
  y: number;
}

/**
 * The outline of rectangles taken together, as the `d` of a path: one closed line around what touches, and one around
 * each hole. Its corners are rounded by `radius`, in px.
 */
export function unionOutline(rectangles: readonly Rectangle[], radius = 0): string {
  const xs = sortedOnce(rectangles.flatMap(({ x, width }) => [x, x + width]));
  const ys = sortedOnce(rectangles.flatMap(({ y, height }) => [y, y + height]));
  const isIn = (column: number, row: number): boolean => {
    const [x, y] = [xs[column], ys[row]];
    if (x === undefined || y === undefined) return false;
    return rectangles.some((each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height);
  };
  const edges = new Map<string, Corner[]>();
  const add = (from: [number, number], to: [number, number]): void => {
    const corner = { x: xs[to[0]] ?? 0, y: ys[to[1]] ?? 0 };
    const key = `${xs[from[0]]} ${ys[from[1]]}`;
    edges.set(key, [...(edges.get(key) ?? []), corner]);
  };
  const enter = (column: number, row: number): void => {
    // The inside lies to the right of each edge.
    if (!isIn(column, row - 1)) add([column, row], [column + 1, row]);
    if (!isIn(column + 1, row)) add([column + 1, row], [column + 1, row + 1]);
    if (!isIn(column, row + 1)) add([column + 1, row + 1], [column, row + 1]);
    if (!isIn(column - 1, row)) add([column, row + 1], [column, row]);
  };
  for (const column of xs.keys()) for (const row of ys.keys()) if (isIn(column, row)) enter(column, row);
  return joined(edges, radius);
}

function joined(edges: Map<string, Corner[]>, radius: number): string {
  let path = '';
  for (const [start] of edges) {
    for (let at = takeFrom(edges, start); at !== null; at = takeFrom(edges, start))
      path += pathOf(lineFrom(edges, start, at), radius);
  }
  return path;
}

/** The corners at which it turns. */
function lineFrom(edges: Map<string, Corner[]>, start: string, first: Corner): Corner[] {
  const corners = [first];
  for (let key = keyOf(first); key !== start; ) {
    const next = takeFrom(edges, key);
    if (next === null) break;
    corners.push(next);
    key = keyOf(next);
  }
  // The last one is the start again.
  return corners.filter((corner, at) => {
    const [before, after] = [corners.at(at - 1), corners[(at + 1) % corners.length]];
    return !(before?.x === corner.x && corner.x === after?.x) && !(before?.y === corner.y && corner.y === after?.y);
  });
}

function pathOf(turns: readonly Corner[], radius: number): string {
  if (radius === 0) return `M${turns.map(keyOf).join('L')}Z`;
  const round = turns.map((turn, at) => {
    const [before, after] = [turns.at(at - 1) ?? turn, turns[(at + 1) % turns.length] ?? turn];
    return `${keyOf(towards(turn, before, radius))}Q${keyOf(turn)} ${keyOf(towards(turn, after, radius))}`;
  });
  return `M${round.join('L')}Z`;
}

/** A point on the way to another corner, at most half of it away. */
function towards(from: Corner, to: Corner, most: number): Corner {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(most / length, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function takeFrom(edges: Map<string, Corner[]>, key: string): Corner | null {
  return edges.get(key)?.pop() ?? null;
}

function keyOf({ x, y }: Corner): string {
  return `${x} ${y}`;
}

function sortedOnce(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
