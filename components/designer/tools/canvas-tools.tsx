'use client';

import { useCommands } from '../../shell/commands.ts';
import { later } from '../../ui/later.tsx';
import { useClipboard } from '../clipboard/use-clipboard.ts';
import { useDesigner } from '../document/use-designer.ts';
import { openQuickAdd, useQuickAdd } from '../palette/quick-add.ts';
import { pointerOnCanvas, useLastPointer } from './last-pointer.ts';

const QuickAddList = later(async () => (await import('../palette/quick-add-list.tsx')).QuickAddList);

/** What is done to nodes beside drawing them: by keys, and by what opens over the canvas. */
export function CanvasTools() {
  const canEdit = useDesigner((state) => state.canEdit);
  const quickAdd = useQuickAdd();
  const pointer = useLastPointer();
  const add = (): void => openQuickAdd(pointerOnCanvas(pointer));
  const clipboard = useClipboard(pointer);
  useCommands('Canvas', [
    ...(canEdit
      ? [
          { label: 'Add a node', keys: 'N', run: add },
          { label: 'Add a node', keys: '/', run: add, isKeyOnly: true },
        ]
      : []),
    ...clipboard.commands,
  ]);
  return quickAdd && <QuickAddList request={quickAdd} />;
}
