'use client';

import { NodeToolbar, Position, useStore } from '@xyflow/react';
import { Copy, CornerRightUp, PackagePlus, Spline, Trash2 } from 'lucide-react';
import { keysInWords } from '../../shell/keys.tsx';
import { IconButton } from '../../ui/button.tsx';
import { duplicateNodes } from '../clipboard/duplicate-nodes.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { askConnect } from '../editing/add-connection.ts';
import { useAsked } from '../editing/ask.ts';
import { deleteChosen } from '../editing/delete-chosen.ts';
import { askNest, detach } from '../editing/nest-nodes.ts';
import type { Picture } from './picture.ts';
import { useStaged } from './use-stage.ts';

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
export function ChosenToolbar({ picture }: { picture: Picture }) {
  const document = useDesignerDocument();
  const chosen = useDesigner(({ selection }) => (selection.nodes.length === 1 ? (selection.nodes[0] ?? null) : null));
  const isDragged = useStaged(({ gesture }) => gesture !== null);
  const isBusy = useAsked() !== null || isDragged;
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
        onClick={() => void askConnect(document, id)}
      >
        <Spline />
      </IconButton>
      <IconButton
        label={`Put ${id} inside (I)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void askNest(document, [id])}
      >
        <PackagePlus />
      </IconButton>
      {node.parent !== null && (
        <IconButton
          label={`Take ${id} out of ${node.parent} (Shift+Backspace)`}
          className="size-7"
          tabIndex={-1}
          onClick={() => void detach(document, [id])}
        >
          <CornerRightUp />
        </IconButton>
      )}
      <IconButton
        label={`Duplicate ${id} (${keysInWords('Mod+D')})`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void duplicateNodes(document)}
      >
        <Copy />
      </IconButton>
      <IconButton
        label={`Delete ${id} (Del)`}
        className="size-7"
        tabIndex={-1}
        onClick={() => void deleteChosen(document)}
      >
        <Trash2 />
      </IconButton>
    </NodeToolbar>
  );
}
