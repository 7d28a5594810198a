'use client';

import { Columns2, PanelLeft, PanelRight, Redo2, SquareCode, Undo2 } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { DeployButton } from './deploy/deploy-button.tsx';
import { useDesigner, useDesignerDocument } from './document/use-designer.ts';
import { PaneButton } from './frame/pane-button.tsx';
import { useViews } from './frame/use-views.ts';
import { SaveState } from './save/save-state.tsx';
import { SaveVersion } from './save/save-version.tsx';
import type { OpenedDraft } from './save/use-open-draft.ts';
import { useSaved } from './save/use-saver.ts';
import { CanvasMenus } from './tools/canvas-menus.tsx';

/** What concerns the whole blueprint: its name, the history, the views, and what becomes of it. */
export function Toolbar({ draft }: { draft: OpenedDraft }) {
  const { view, isNarrow, isTight, isShared, choose } = useViews();
  const name = useSaved(({ name }) => name);
  const isVersion = useSaved(({ server }) => server.latestVersion !== null);
  return (
    <header className="flex min-h-11 shrink-0 items-center gap-2 border-line border-b bg-panel px-3 max-[379px]:flex-wrap max-[379px]:py-1 max-md:gap-1.5">
      <h1 className="min-w-12 shrink truncate font-semibold text-sm">
        {isVersion ? (
          <Link href={`/blueprints/${draft.id}`} className="hover:underline">
            {name}
          </Link>
        ) : (
          name
        )}
      </h1>
      <SaveState />
      <UndoButtons />
      {(isNarrow || view !== 'source') && <CanvasMenus name={name} />}
      {!isNarrow && (
        <Segmented
          label="View"
          value={view}
          onChange={(next) => void choose({ view: next })}
          options={[
            { value: 'canvas', label: 'Canvas', icon: <PanelLeft /> },
            ...(isShared ? [{ value: 'split' as const, label: 'Canvas and source', icon: <Columns2 /> }] : []),
            { value: 'source', label: 'Source', icon: <SquareCode /> },
          ]}
        />
      )}
      <div className="ml-auto flex items-center gap-2 max-md:gap-1.5">
        <SaveVersion />
        <DeployButton />
        {isTight && <PaneButton label="Inspector" pane="inspector" icon={<PanelRight />} />}
      </div>
    </header>
  );
}

function UndoButtons() {
  const document = useDesignerDocument();
  const { steps, done } = useDesigner((state) => state.history);
  const canEdit = useDesigner((state) => state.canEdit);
  if (!canEdit) return null;
  const [last, next] = [steps[done - 1], steps[done]];
  return (
    <div className="flex shrink-0">
      <IconButton label={last ? `Undo: ${last.label}` : 'Undo'} disabled={!last} onClick={() => document.undo()}>
        <Undo2 />
      </IconButton>
      <IconButton label={next ? `Redo: ${next.label}` : 'Redo'} disabled={!next} onClick={() => document.redo()}>
        <Redo2 />
      </IconButton>
    </div>
  );
}
