'use client';

import { NodeToolbar, Position, useStore } from '@xyflow/react';
import { Copy, CornerRightUp, PackagePlus, Spline, Trash2 } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { duplicateNodes } from '../clipboard/duplicate-nodes.ts';
import { useDesigner } from '../document/use-designer.ts';
import { askConnect } from './add-connection.ts';
import { deleteChosen } from './delete-chosen.ts';
import { askNest, detach } from './nest-nodes.ts';
import type { Picture } from './picture.ts';
import { useStaged } from './use-stage.ts';
import type { Workplace } from './workplace.ts';

/** Of the tools with the space below them, px. */
const height = 40;

/** The node above which the tools of another stand: its outermost host, where they cover none beside it, if that is seen. */
function placeOf({ index }: Picture, id: string | null, isSeen: (top: number) => boolean): string | null {
  const own = id === null ? null : index.get(id);
  let host = own;
  while (host?.parent != null) host = index.get(host.parent);
  if (own === null || host === null) return null;
  return isSeen(host.y) ? host.id : own.id;
}

/** What can be done to the node that alone is chosen, above it. */
export function ChosenToolbar({ workplace, picture }: { workplace: Workplace; picture: Picture }) {
  const chosen = useDesigner(({ selection }) => (selection.nodes.length === 1 ? (selection.nodes[0] ?? null) : null));
  const isBusy = useStaged(({ gesture, ask }) => gesture !== null || ask !== null);
  const node = chosen === null ? undefined : picture.nodes.get(chosen);
  const place = useStore(({ transform: [, y, zoom] }) => placeOf(picture, chosen, (top) => top * zoom + y >= height));
  if (node === undefined || node.file === null || isBusy || place === null) return null;
  const { id } = node;
  return (
    <NodeToolbar
      nodeId={place}
      isVisible
      position={Position.Top}
      align="end"
      offset={8}
      role="toolbar"
      aria-label={`Tools for ${id}`}
      className="flex rounded-md border border-line bg-raised shadow-node"
    >
      <IconButton
        label={`Connect from ${id} (C)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void askConnect(workplace, id)}
      >
        <Spline />
      </IconButton>
      <IconButton
        label={`Put ${id} inside (I)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void askNest(workplace, [id])}
      >
        <PackagePlus />
      </IconButton>
      {node.parent !== null && (
        <IconButton
          label={`Take ${id} out of ${node.parent} (Shift Backspace)`}
          className="size-7"
          tabIndex={-1}
          onClick={() => void detach(workplace, [id])}
        >
          <CornerRightUp />
        </IconButton>
      )}
      <IconButton
        label={`Duplicate ${id} (Ctrl D)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void duplicateNodes(workplace.document)}
      >
        <Copy />
      </IconButton>
      <IconButton
        label={`Delete ${id} (Del)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void deleteChosen(workplace)}
      >
        <Trash2 />
      </IconButton>
    </NodeToolbar>
  );
}
