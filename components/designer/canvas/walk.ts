import { type Arrow, nearest } from '../../topology/boxes.ts';
import type { Picture } from './picture.ts';

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Where a key leads from a node; null: nowhere, or it is no such key. */
export function walk(picture: Picture, from: string | null, stroke: string): string | null {
  const { index } = picture;
  if (from === null) return arrows[stroke] === undefined ? null : (index.boxes[0]?.id ?? null);
  const arrow = arrows[stroke];
  if (arrow !== undefined) return nearest(index.boxes, from, arrow);
  if (stroke === 'Alt+ArrowDown') return index.boxes.find(({ parent }) => parent === from)?.id ?? null;
  if (stroke === 'Alt+ArrowUp') return index.get(from)?.parent ?? null;
  if (stroke === 'Tab' || stroke === 'Shift+Tab') return neighbour(picture, from, stroke === 'Tab' ? 1 : -1);
  return null;
}

/** The next node in the order of the outline: containers, then what they hold. */
function neighbour({ index }: Picture, from: string, step: number): string | null {
  const at = index.boxes.findIndex(({ id }) => id === from);
  return at < 0 ? null : (index.boxes[at + step]?.id ?? null);
}
