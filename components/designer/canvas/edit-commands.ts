import type { Command } from '../../shell/commands.ts';
import { askConnect } from './add-connection.ts';
import { deleteChosen } from './delete-chosen.ts';
import { group, ungroup } from './group-nodes.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { movable, movedPlaces, place } from './move-nodes.ts';
import { askNest, detach } from './nest-nodes.ts';
import { resizeBy } from './resize-node.ts';
import { tidyUp } from './tidy.ts';
import { nameOf, type Workplace } from './workplace.ts';

interface EditOptions {
  workplace: Workplace;
  layoutMaker: LayoutMaker;
}

/** What can be done to the chosen nodes. */
export function editCommands({ workplace, layoutMaker }: EditOptions): Command[] {
  const { document, stage } = workplace;
  const selected = () => document.getState().selection.nodes;
  const onOne = (act: (id: string) => void) => () => {
    const id = selected().at(-1);
    if (id !== undefined) act(id);
  };
  const onAll = (act: (ids: readonly string[]) => void) => () => {
    const { picture } = stage;
    if (picture !== null && selected().length > 0) act(movable(picture, selected()));
  };
  const tidy = (direction: 'right' | 'down' | 'best') => () => void tidyUp(workplace, layoutMaker, direction);
  const ofNodes = { menu: ['nodes'] } as const;
  return [
    { label: 'Connect the node to another', keys: 'C', run: onOne((id) => void askConnect(workplace, id)), ...ofNodes },
    {
      label: 'Put the nodes inside of another',
      keys: 'I',
      run: onAll((ids) => void askNest(workplace, ids)),
      ...ofNodes,
    },
    {
      label: 'Take the nodes out of their host',
      keys: 'Shift+Backspace',
      run: onAll((ids) => void detach(workplace, ids)),
      ...ofNodes,
    },
    { label: 'Group', keys: 'Mod+G', run: () => void group(workplace), isTextKey: true, ...ofNodes },
    { label: 'Take out of groups', keys: 'Mod+Shift+G', run: () => void ungroup(workplace), isTextKey: true },
    {
      label: 'Delete',
      keys: 'Delete',
      run: () => void deleteChosen(workplace),
      menu: ['nodes', 'relationship'],
    },
    { label: 'Delete', keys: 'Backspace', run: () => void deleteChosen(workplace), isKeyOnly: true },
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
