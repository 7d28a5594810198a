'use client';

import type { RefObject } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { redoAloud, undoAloud } from '../document/undo-aloud.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { searchDeskOf } from '../search/search-desk.ts';
import { focusNextPane, focusOnceThere } from './focus.ts';
import { useViews } from './use-views.ts';

const canvasGround = 'section[aria-label=Canvas] [role=application]';
const sourceText = 'section[aria-label=Source] [contenteditable=true]';

/** Keys of the designer as a whole: undo, panes, views. Those of a pane are offered by the pane. */
export function useFrameKeys(frame: RefObject<HTMLElement | null>): void {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const { choose } = useViews();
  const turnSource = useTurnSource();
  const undo = (): void => undoAloud(document);
  const redo = (): void => redoAloud(document);
  const search = (): void => {
    searchDeskOf(document).ask(selectedText());
    void choose({ bottom: 'search', pane: 'problems' });
  };
  useCommands('Designer', [
    ...(canEdit
      ? [
          { label: 'Undo', keys: 'Mod+Z', run: undo, isTextKey: true },
          { label: 'Redo', keys: 'Mod+Shift+Z', run: redo, isTextKey: true },
          { label: 'Redo', keys: 'Mod+Y', run: redo, isKeyOnly: true, isTextKey: true },
        ]
      : []),
    { label: 'Next pane', keys: 'F6', run: () => focusNextPane(frame.current, 1), isKeyOnly: true },
    { label: 'Pane before', keys: 'Shift+F6', run: () => focusNextPane(frame.current, -1), isKeyOnly: true },
    {
      label: 'Source beside the canvas, or not',
      keys: 'Mod+\\',
      run: turnSource,
    },
    { label: 'Search all files', keys: 'Mod+Shift+F', run: search },
    { label: 'Show the palette', run: () => void choose({ side: 'palette', pane: 'side' }) },
    { label: 'Show the outline', run: () => void choose({ side: 'outline', pane: 'side' }) },
    { label: 'Show the files', run: () => void choose({ side: 'files', pane: 'side' }) },
  ]);
}

/** Shows the source or closes it; what is closed does not take the keyboard with it. */
function useTurnSource(): () => void {
  const { hasSource, isNarrow, isShared, choose } = useViews();
  const beside = isShared ? 'split' : 'source';
  return () => {
    if (hasFocus('Source')) focusOnceThere(canvasGround);
    else if (beside === 'source' && hasFocus('Canvas')) focusOnceThere(sourceText);
    void choose(isNarrow ? { pane: hasSource ? 'canvas' : 'source' } : { view: hasSource ? 'canvas' : beside });
  };
}

function hasFocus(pane: string): boolean {
  return document.activeElement?.closest(`section[aria-label=${pane}]`) != null;
}

/** A word or a few that are selected in a text; null for anything longer. */
function selectedText(): string | null {
  const text = globalThis.getSelection()?.toString() ?? '';
  return /^[^\r\n]{1,100}$/.test(text) ? text : null;
}
