'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useDesigner, useDesignerDocument } from './document/use-designer.ts';
import type { OpenedDraft } from './save/use-open-draft.ts';

const views = ['split', 'canvas', 'source'] as const;

export function Toolbar({ draft }: { draft: OpenedDraft }) {
  const document = useDesignerDocument();
  const { steps, done } = useDesigner((state) => state.history);
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('canvas'));
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-line border-b bg-panel px-3">
      <h1 className="min-w-0 truncate font-semibold">{draft.name}</h1>
      <IconButton label="Undo" disabled={done === 0} onClick={() => document.undo()}>
        <Undo2 />
      </IconButton>
      <IconButton label="Redo" disabled={done === steps.length} onClick={() => document.redo()}>
        <Redo2 />
      </IconButton>
      <Segmented
        label="View"
        value={view}
        onChange={(next) => void setView(next)}
        options={views.map((value) => ({ value, label: value }))}
      />
    </header>
  );
}
