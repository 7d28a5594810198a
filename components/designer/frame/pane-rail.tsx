'use client';

import { FolderTree, ListTree, Shapes } from 'lucide-react';
import { PaneButton } from './pane-button.tsx';

/** What the left pane shows, in a tight window: each opens over the canvas. */
export function PaneRail() {
  return (
    <nav
      aria-label="Panes"
      className="flex w-11 shrink-0 flex-col items-center gap-1 border-line border-r bg-panel py-1.5"
    >
      <PaneButton label="Palette" pane="side" side="palette" icon={<Shapes />} />
      <PaneButton label="Outline" pane="side" side="outline" icon={<ListTree />} />
      <PaneButton label="Files" pane="side" side="files" icon={<FolderTree />} />
    </nav>
  );
}
