import type { DesignGroup } from '../../../core/design/design.ts';
import { boundsOf, grow, type NodeBox, overlaps, type Rectangle } from '../../topology/boxes.ts';
import type { Picture } from './picture.ts';
import type { Point } from './stage.ts';
import { unionOutline } from './union-outline.ts';

/** An outline behind members of a group that are neighbours. */
export interface Hull {
  name: string;
  /** The `d` of a path; closed. It holds no node that is no member. */
  path: string;
  bounds: Rectangle;
  label: Point;
  /** Which of a few colours it has, from 0. */
  colour: number;
}

/** How far the outline keeps from members; each group a little further, so that two around the same nodes are seen. */
const margins = { least: 8, step: 5, most: 5 };
const colours = 4;
const corner = 10;
/** Of a label, px: a letter on average, a line, and the room after it. */
const letter = { width: 6, height: 14, gap: 14 };
/** Members with no more than this between them, px, and nothing else there, have one outline. */
const reach = 120;

/** Outlines of all groups with a member that is drawn. Members that are groups stand for theirs. */
export function toHulls(
  groups: readonly DesignGroup[],
  { index, drawnAs }: Pick<Picture, 'index' | 'drawnAs'>,
): Hull[] {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const hulls = groups.flatMap((group, at) => {
    const ids = new Set([...membersOf(group, byName)].flatMap((id) => drawnAs.get(id) ?? []));
    const boxes = [...ids].flatMap((id) => index.get(id) ?? []);
    return clustersOf(boxes, index).map((parts) => toHull(group.name, parts, at));
  });
  return withLabelsApart(hulls);
}

/** Outlines around the same nodes would have their names in the same place: the next one stands behind the one before. */
function withLabelsApart(hulls: readonly Hull[]): Hull[] {
  const placed: Rectangle[] = [];
  const outerFirst = [...hulls.entries()].toSorted(([, a], [, b]) => a.label.y - b.label.y);
  const labels = new Map<number, Point>();
  for (const [at, { name, label }] of outerFirst) {
    const width = name.length * letter.width + letter.gap;
    // Outlines of one more group are a few px further in.
    const reach = letter.height + margins.step * margins.most;
    let place = label;
    for (const other of placed) {
      const isBeside = Math.abs(other.y - label.y) < reach && Math.abs(other.x - label.x) < other.width + reach;
      if (isBeside && place.x < other.x + other.width) place = { x: other.x + other.width, y: other.y };
    }
    placed.push({ ...place, width, height: letter.height });
    labels.set(at, place);
  }
  return hulls.map((hull, at) => ({ ...hull, label: labels.get(at) ?? hull.label }));
}

function membersOf(group: DesignGroup, byName: ReadonlyMap<string, DesignGroup>): Set<string> {
  const found = new Set(group.members);
  for (const name of found) for (const member of byName.get(name)?.members ?? []) found.add(member);
  return found;
}

/** Members that are neighbours, with the room between them; in the order of their first. */
function clustersOf(boxes: readonly NodeBox[], index: Picture['index']): Rectangle[][] {
  const members = new Set(boxes.map(({ id }) => id));
  const clusters = new Map<NodeBox, Rectangle[]>(boxes.map((box) => [box, [box]]));
  const join = (a: NodeBox, b: NodeBox): void => {
    const bridge = between(a, b);
    if (bridge === null || !isFree(bridge, { ends: [a, b], members, index })) return;
    const [own, other] = [clusters.get(a) ?? [], clusters.get(b) ?? []];
    own.push(bridge, ...(own === other ? [] : other));
    for (const [box, cluster] of clusters) if (cluster === other) clusters.set(box, own);
  };
  for (const [at, a] of boxes.entries()) for (const b of boxes.slice(at + 1)) join(a, b);
  return [...new Set(clusters.values())];
}

/** What lies between two boxes that face each other; null when they do not, or are too far from each other. */
function between(a: Rectangle, b: Rectangle): Rectangle | null {
  const [left, right] = [Math.max(a.x, b.x), Math.min(a.x + a.width, b.x + b.width)];
  const [top, bottom] = [Math.max(a.y, b.y), Math.min(a.y + a.height, b.y + b.height)];
  if (left - right > reach || top - bottom > reach || (left > right && top > bottom)) return null;
  const [x, y] = [Math.min(left, right), Math.min(top, bottom)];
  return { x, y, width: Math.abs(right - left), height: Math.abs(bottom - top) };
}

function isFree(
  bridge: Rectangle,
  { ends, members, index }: { ends: readonly NodeBox[]; members: ReadonlySet<string>; index: Picture['index'] },
): boolean {
  const around = new Set(ends.flatMap((end) => index.around(end)));
  const isOwn = (box: NodeBox) =>
    members.has(box.id) || around.has(box) || index.around(box).some(({ id }) => members.has(id));
  return index.inside(bridge).every((box) => isOwn(box) || !overlaps(box, bridge));
}

function toHull(name: string, parts: readonly Rectangle[], at: number): Hull {
  const margin = margins.least + (at % margins.most) * margins.step;
  const grown = parts.map((part) => grow(part, [margin, margin]));
  const bounds = boundsOf(grown) ?? { x: 0, y: 0, width: 0, height: 0 };
  const top = grown.reduce((a, b) => (b.y < a.y || (b.y === a.y && b.x < a.x) ? b : a), bounds);
  return {
    name,
    path: unionOutline(grown, corner),
    bounds,
    // On the line itself: above it is the name of what contains the members.
    label: { x: top.x + 12, y: top.y + 4 },
    colour: at % colours,
  };
}
