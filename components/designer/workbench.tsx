'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { BottomPane } from './bottom/bottom-pane.tsx';
import { DesignCanvas } from './canvas/design-canvas.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { SidePane } from './outline/side-pane.tsx';
import type { OpenedDraft } from './save/use-open-draft.ts';
import { SourcePane } from './source/source-pane.tsx';
import { Toolbar } from './toolbar.tsx';

const views = ['split', 'canvas', 'source'] as const;

/** All panes of the designer (ui.md 4.1). */
export function Workbench({ draft }: { draft: OpenedDraft }) {
  const [view] = useQueryState('view', parseAsStringLiteral(views).withDefault('canvas'));
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-ground">
      <Toolbar draft={draft} />
      <div className="flex min-h-0 flex-1">
        <aside aria-label="Palette, outline and files" className="w-65 shrink-0 border-line border-r bg-panel">
          <SidePane />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1">
            {view !== 'source' && (
              <section aria-label="Canvas" className="relative min-w-0 flex-1">
                <DesignCanvas />
              </section>
            )}
            {view !== 'canvas' && (
              <section aria-label="Source" className="min-w-0 flex-1 border-line border-l">
                <SourcePane />
              </section>
            )}
          </div>
          <BottomPane />
        </div>
        <aside aria-label="Inspector" className="w-90 shrink-0 overflow-y-auto border-line border-l bg-panel">
          <Inspector />
        </aside>
      </div>
    </div>
  );
}
