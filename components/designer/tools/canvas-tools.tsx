'use client';

import { type Command, useCommands } from '../../shell/commands.ts';
import { later } from '../../ui/later.tsx';
import { alignChosen, alignments } from '../arrange/align-chosen.ts';
import { useAlignKeys } from '../arrange/use-align-keys.ts';
import { useClipboard } from '../clipboard/use-clipboard.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { addNote } from '../notes/note-deeds.ts';
import { openQuickAdd, useQuickAdd } from '../palette/quick-add.ts';
import { CanvasMenu } from './canvas-menu.tsx';
import { pointerOnCanvas, useLastPointer } from './last-pointer.ts';

const QuickAddList = later(async () => (await import('../palette/quick-add-list.tsx')).QuickAddList);

/** What is done to nodes beside drawing them: by keys, and by what opens over the canvas. */
export function CanvasTools() {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const chosen = useDesigner((state) => state.selection.nodes.length);
  const quickAdd = useQuickAdd();
  const pointer = useLastPointer();
  const clipboard = useClipboard(pointer);
  const add = (): void => openQuickAdd(pointerOnCanvas(pointer));
  const note = (): void => addNote(document, pointerOnCanvas(pointer).at);
  const editing: readonly Command[] = [
    { label: 'Add a node', keys: 'N', run: add, menu: ['ground'] },
    { label: 'Add a node', keys: '/', run: add, isKeyOnly: true },
    { label: 'Add a note', keys: 'Shift+S', run: note, menu: ['ground'] },
    ...(chosen < 2
      ? []
      : alignments.map(({ alignment, label, key }) => ({
          ...{ label, keys: `Alt+A ${key}` },
          run: () => alignChosen(document, alignment, label),
          isForEvent: true,
        }))),
  ];
  useAlignKeys();
  useCommands('Canvas', [...(canEdit ? editing : []), ...clipboard]);
  return (
    <>
      {quickAdd && <QuickAddList request={quickAdd} />}
      <CanvasMenu />
    </>
  );
}
