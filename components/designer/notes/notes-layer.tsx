'use client';

import { ViewportPortal } from '@xyflow/react';
import { useDesigner } from '../document/use-designer.ts';
import { NoteCard } from './note-card.tsx';

/** The notes on the canvas, over what else is drawn there. Belongs into the canvas. */
export function NotesLayer() {
  const notes = useDesigner((state) => state.layout.notes);
  const canEdit = useDesigner((state) => state.canEdit);
  const all = Object.values(notes);
  if (all.length === 0) return null;
  return (
    <ViewportPortal>
      {all.map((note) => (
        <NoteCard key={note.id} note={note} canEdit={canEdit} />
      ))}
    </ViewportPortal>
  );
}
