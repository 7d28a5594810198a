import { BoxIndex } from '../../topology/box-index.ts';
import { boundsOf, grow, overlaps, type Rectangle } from '../../topology/boxes.ts';
import { leafWidth } from '../../topology/node-size.ts';

interface Homeless {
  id: string;
  width: number;
  height: number;
}

const gap = 24;
/** So many are looked for gaps between others; more go below them as a block. */
const mostSearched = 40;
const mostTries = 400;
const usualColumns = 3;

/** Places where nothing else is, for nodes that nobody placed: in reading order from the corner `from`. */
export function freeSpots(
  homeless: readonly Homeless[],
  placed: readonly Rectangle[],
  from: { left: number; top: number },
): Map<string, Rectangle> {
  const spots = new Map<string, Rectangle>();
  if (homeless.length === 0) return spots;
  const field = fieldOf(placed, from);
  for (const { id, width, height } of homeless.slice(0, mostSearched)) {
    const spot = search({ width, height }, field) ?? { x: field.left, y: field.below(), width, height };
    field.take(spot);
    spots.set(id, spot);
  }
  let [x, y, high] = [field.left, field.below(), 0];
  for (const { id, width, height } of homeless.slice(mostSearched)) {
    if (x > field.left && x + width > field.right) [x, y, high] = [field.left, y + high + gap, 0];
    spots.set(id, { x, y, width, height });
    x += width + gap;
    high = Math.max(high, height);
  }
  return spots;
}

interface Field {
  left: number;
  top: number;
  right: number;
  isFree(spot: Rectangle): boolean;
  take(spot: Rectangle): void;
  /** Where nothing is any more. */
  below(): number;
}

function fieldOf(placed: readonly Rectangle[], from: { left: number; top: number }): Field {
  const index = new BoxIndex(placed.map((each, at) => ({ ...each, id: String(at), parent: null, isContainer: false })));
  const bounds = boundsOf(placed);
  const left = Math.min(from.left, bounds?.x ?? from.left);
  const taken: Rectangle[] = [];
  return {
    left,
    top: Math.min(from.top, bounds?.y ?? from.top),
    right: Math.max(left + usualColumns * (leafWidth + gap), bounds === null ? left : bounds.x + bounds.width),
    isFree(spot) {
      const around = grow(spot, [gap / 2, gap / 2]);
      return index.inside(around).length === 0 && !taken.some((each) => overlaps(each, around));
    },
    take: (spot) => taken.push(spot),
    below() {
      const all = boundsOf([...(bounds === null ? [] : [bounds]), ...taken]);
      return all === null ? from.top : all.y + all.height + gap;
    },
  };
}

function search({ width, height }: { width: number; height: number }, field: Field): Rectangle | null {
  let [x, y] = [field.left, field.top];
  for (let tries = 0; tries < mostTries; tries++) {
    const spot = { x, y, width, height };
    if (field.isFree(spot)) return spot;
    x += 124;
    if (x + width > field.right) [x, y] = [field.left, y + 42];
  }
  return null;
}
