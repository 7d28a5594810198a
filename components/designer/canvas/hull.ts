import type { DesignGroup } from '../../../core/design/design.ts';
import { boundsOf, grow, type NodeBox, type Rectangle } from '../../topology/boxes.ts';
import type { Picture } from './picture.ts';
import type { Point } from './stage.ts';

/** The outline of a group behind its members. */
export interface Hull {
  name: string;
  /** The `d` of a path; closed. */
  path: string;
  bounds: Rectangle;
  label: Point;
  /** Which of a few colours it has, from 0. */
  colour: number;
}

/** How far the outline keeps from members; each group a little further, so that two around the same nodes are seen. */
const margins = { least: 8, step: 5, most: 5 };
const colours = 4;

/** Outlines of all groups with a member that is drawn. Members that are groups stand for theirs. */
export function toHulls(
  groups: readonly DesignGroup[],
  { index, drawnAs }: Pick<Picture, 'index' | 'drawnAs'>,
): Hull[] {
  const byName = new Map(groups.map((group) => [group.name, group]));
  return groups.flatMap((group, at) => {
    const ids = new Set([...membersOf(group, byName)].flatMap((id) => drawnAs.get(id) ?? []));
    const boxes = [...ids].flatMap((id) => index.get(id) ?? []);
    if (boxes.length === 0) return [];
    return [toHull(group.name, boxes, at)];
  });
}

function membersOf(group: DesignGroup, byName: ReadonlyMap<string, DesignGroup>): Set<string> {
  const found = new Set(group.members);
  for (const name of found) for (const member of byName.get(name)?.members ?? []) found.add(member);
  return found;
}

function toHull(name: string, boxes: readonly NodeBox[], at: number): Hull {
  const margin = margins.least + (at % margins.most) * margins.step;
  const grown = boxes.map((box) => grow(box, [margin, margin]));
  const points = convexHull(grown.flatMap(cornersOf));
  const bounds = boundsOf(grown) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [first, ...rest] = points.map(({ x, y }) => `${x} ${y}`);
  const top = points.reduce((a, b) => (b.y < a.y || (b.y === a.y && b.x < a.x) ? b : a));
  return {
    name,
    path: `M${first}L${rest.join('L')}Z`,
    bounds,
    label: { x: top.x + 4, y: top.y - 6 },
    colour: at % colours,
  };
}

function cornersOf({ x, y, width, height }: Rectangle): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** The smallest convex outline around points, by Andrew's monotone chain. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const half = (from: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of from) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (a === undefined || b === undefined) return true;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}
