import type { Command } from '../../shell/commands.ts';
import { nameOf } from '../editing/carry-out.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { movable, movedPlaces, place } from './move-nodes.ts';
import { resizeBy } from './resize-node.ts';
import { tidyUp } from './tidy.ts';
import type { Workplace } from './workplace.ts';

/** Where nodes stand, by the automatic layout. */
export function tidyCommands(workplace: Workplace, layoutMaker: LayoutMaker): Command[] {
  const tidy = (direction: 'right' | 'down' | 'best') => () => void tidyUp(workplace, layoutMaker, direction);
  return [
    { label: 'Tidy up', keys: 'Alt+Shift+T', run: tidy('best'), menu: ['ground', 'nodes'] },
    { label: 'Tidy up from left to right', run: tidy('right') },
    { label: 'Tidy up from top to bottom', run: tidy('down') },
  ];
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves or sizes what is chosen when the stroke says so. Strokes that follow each other closely are one step. */
export function moveByKey(workplace: Workplace, stroke: string): boolean {
  const found = /^(Mod|Mod\+Shift|Alt\+Shift)\+(Arrow\w+)$/.exec(stroke);
  const direction = directions[found?.[2] ?? ''];
  const { picture } = workplace.stage;
  const { nodes } = workplace.document.getState().selection;
  if (direction === undefined || picture === null || nodes.length === 0) return false;
  const step = found?.[1] === 'Mod+Shift' ? 50 : 10;
  const [dx, dy] = [direction[0] * step, direction[1] * step];
  const ids = movable(picture, nodes);
  if (found?.[1] === 'Alt+Shift') for (const id of ids) resizeBy(workplace, id, [dx, dy]);
  else
    place(workplace, movedPlaces(picture, ids, { dx, dy }), {
      label: `Move ${nameOf(ids)}`,
      group: `move ${ids.join(' ')}`,
    });
  return true;
}
