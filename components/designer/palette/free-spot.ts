import { contains, grow, overlaps, type Rectangle } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';

const gap = 16;
const steps = 40;

/**
 * The place nearest to the wanted one where a box of this size covers no other, within `part` if there is one; the wanted
 * one when all is full.
 */
export function freeSpot(wanted: Rectangle, others: readonly Rectangle[], part?: Rectangle): Spot {
  let outside: Spot | null = null;
  const near = others.map((other) => grow(other, [gap, gap]));
  for (let ring = 0; ring < steps; ring += 1) {
    for (const [across, down] of ringOf(ring)) {
      const x = wanted.x + across * (wanted.width / 2 + gap);
      const y = wanted.y + down * (wanted.height + gap);
      const box = { ...wanted, x, y };
      if (near.some((other) => overlaps(box, other))) continue;
      if (part === undefined || contains(part, box)) return { x, y };
      outside ??= { x, y };
    }
  }
  return outside ?? { x: wanted.x, y: wanted.y };
}

/** Steps to the places around the middle at a distance, those beside and below it first. */
function ringOf(distance: number): [number, number][] {
  if (distance === 0) return [[0, 0]];
  const places: [number, number][] = [];
  for (let across = -distance; across <= distance; across += 1) {
    for (let down = -distance; down <= distance; down += 1) {
      if (Math.max(Math.abs(across), Math.abs(down)) === distance) places.push([across, down]);
    }
  }
  return places.sort(([a, b], [c, d]) => Math.abs(a) + Math.abs(b) - Math.abs(c) - Math.abs(d) || d - b || c - a);
}
