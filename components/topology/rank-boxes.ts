import type { Box, Direction, Spot } from './layout.ts';

interface Gaps {
  /** Between boxes of one rank. */
  across: number;
  /** Between ranks. */
  along: number;
}

/**
 * Places boxes in ranks: each after everything that needs it, near what it is connected with. Long ranks are broken into
 * lines, and many ranks into bands, so that the picture does not become a strip. Costs little more than it takes to look
 * at each box and edge once, however many there are.
 */
export function rankBoxes(
  boxes: readonly Box[],
  edges: readonly (readonly [string, string])[],
  { direction, gaps }: { direction: Direction; gaps: Gaps },
): Map<string, Spot> {
  const links = linkBoxes(boxes, edges);
  const ranks = toRanks(boxes, rankOf(boxes, links));
  orderRanks(ranks, links);
  return spread(ranks, direction, gaps);
}

interface Links {
  after: Map<string, string[]>;
  before: Map<string, string[]>;
}

function linkBoxes(boxes: readonly Box[], edges: readonly (readonly [string, string])[]): Links {
  const after = new Map(boxes.map(({ id }): [string, string[]] => [id, []]));
  const before = new Map(boxes.map(({ id }): [string, string[]] => [id, []]));
  for (const [source, target] of edges) {
    after.get(source)?.push(target);
    before.get(target)?.push(source);
  }
  return { after, before };
}

/** The length of the longest way to each box. In a circle, the first box of it comes first. */
function rankOf(boxes: readonly Box[], { after, before }: Links): Map<string, number> {
  const ranks = new Map<string, number>();
  const open = new Map(boxes.map(({ id }) => [id, before.get(id)?.length ?? 0]));
  const ready: string[] = [];
  const settle = (first: string) => {
    ready.push(first);
    for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
      if (ranks.has(id)) continue;
      ranks.set(id, furthest(before.get(id) ?? [], ranks) + 1);
      for (const target of after.get(id) ?? []) {
        const left = (open.get(target) ?? 0) - 1;
        open.set(target, left);
        if (left === 0) ready.push(target);
      }
    }
  };
  for (const { id } of boxes) if (before.get(id)?.length === 0) settle(id);
  for (const { id } of boxes) settle(id);
  return ranks;
}

function furthest(ids: readonly string[], ranks: ReadonlyMap<string, number>): number {
  let rank = -1;
  for (const id of ids) rank = Math.max(rank, ranks.get(id) ?? -1);
  return rank;
}

function toRanks(boxes: readonly Box[], rankOfBox: ReadonlyMap<string, number>): Box[][] {
  const ranks: Box[][] = [];
  for (const box of boxes) {
    const rank = rankOfBox.get(box.id) ?? 0;
    while (ranks.length <= rank) ranks.push([]);
    ranks[rank]?.push(box);
  }
  return ranks;
}

/** Each rank in the order of where its neighbours in the rank before stand, then once the other way. */
function orderRanks(ranks: Box[][], { after, before }: Links): void {
  const place = new Map<string, number>();
  const number = (rank: readonly Box[]) => {
    for (const [at, box] of rank.entries()) place.set(box.id, at / rank.length);
  };
  const sort = (rank: Box[], neighbours: ReadonlyMap<string, string[]>) => {
    const wanted = new Map(
      rank.map((box, at) => {
        const known = (neighbours.get(box.id) ?? []).flatMap((id) => place.get(id) ?? []);
        const mean = known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : at / rank.length;
        return [box.id, mean];
      }),
    );
    rank.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
  };
  for (const rank of ranks) {
    sort(rank, before);
    number(rank);
  }
  for (const rank of ranks.toReversed()) {
    sort(rank, after);
    number(rank);
  }
}

interface Line {
  boxes: Box[];
  /** From one rank to the next, as long as its longest box. */
  depth: number;
  /** To what comes after it. */
  gap: number;
}

interface Axes {
  long(box: Box): number;
  wide(box: Box): number;
  spot(along: number, across: number): Spot;
}

const axesOf: Record<Direction, Axes> = {
  right: { long: (box) => box.width, wide: (box) => box.height, spot: (along, across) => ({ x: along, y: across }) },
  down: { long: (box) => box.height, wide: (box) => box.width, spot: (along, across) => ({ x: across, y: along }) },
};

function spread(ranks: readonly Box[][], direction: Direction, gaps: Gaps): Map<string, Spot> {
  const axes = axesOf[direction];
  const side = sideOfSquare(ranks, axes, gaps);
  const lines = ranks.flatMap((rank) => breakRank(rank, { axes, side, gaps }));
  const spots = new Map<string, Spot>();
  let along = 0;
  let bandStart = 0;
  let bandEnd = 0;
  for (const { boxes, depth, gap } of lines) {
    if (along > 0 && along + depth > side * 1.6) {
      along = 0;
      bandStart = bandEnd + gaps.along - gaps.across;
    }
    let across = bandStart;
    for (const box of boxes) {
      spots.set(box.id, axes.spot(Math.round(along), Math.round(across)));
      across += axes.wide(box) + gaps.across;
    }
    bandEnd = Math.max(bandEnd, across);
    along += depth + gap;
  }
  return spots;
}

function breakRank(rank: readonly Box[], { axes, side, gaps }: { axes: Axes; side: number; gaps: Gaps }): Line[] {
  const lines: Line[] = [];
  let line: Line = { boxes: [], depth: 0, gap: gaps.across };
  let across = 0;
  for (const box of rank) {
    if (line.boxes.length > 0 && across + axes.wide(box) > side) {
      lines.push(line);
      line = { boxes: [], depth: 0, gap: gaps.across };
      across = 0;
    }
    line.boxes.push(box);
    line.depth = Math.max(line.depth, axes.long(box));
    across += axes.wide(box) + gaps.across;
  }
  return [...lines, { ...line, gap: gaps.along }];
}

/** Of the square that holds all boxes with the room around them. */
function sideOfSquare(ranks: readonly (readonly Box[])[], { long, wide }: Axes, gaps: Gaps): number {
  let area = 0;
  for (const rank of ranks) for (const box of rank) area += (long(box) + gaps.across) * (wide(box) + gaps.across);
  return Math.sqrt(area);
}
