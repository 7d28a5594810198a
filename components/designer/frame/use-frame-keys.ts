'use client';

import type { RefObject } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { redoAloud, undoAloud } from '../document/undo-aloud.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useViews } from './use-views.ts';

/** Keys of the designer as a whole: undo, panes, views. Those of a pane are offered by the pane. */
export function useFrameKeys(frame: RefObject<HTMLElement | null>): void {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const { view, choose } = useViews();
  const undo = (): void => undoAloud(document);
  const redo = (): void => redoAloud(document);
  useCommands('Designer', [
    ...(canEdit
      ? [
          { label: 'Undo', keys: 'Mod+Z', run: undo, isTextKey: true },
          { label: 'Redo', keys: 'Mod+Shift+Z', run: redo, isTextKey: true },
          { label: 'Redo', keys: 'Mod+Y', run: redo, isKeyOnly: true, isTextKey: true },
        ]
      : []),
    { label: 'Next pane', keys: 'F6', run: () => nextPane(frame.current, 1), isKeyOnly: true },
    { label: 'Pane before', keys: 'Shift+F6', run: () => nextPane(frame.current, -1), isKeyOnly: true },
    {
      label: 'Source beside the canvas, or not',
      keys: 'Mod+\\',
      run: () => void choose({ view: view === 'split' ? 'canvas' : 'split' }),
    },
    { label: 'Show the palette', run: () => void choose({ side: 'palette', pane: 'side' }) },
    { label: 'Show the outline', run: () => void choose({ side: 'outline', pane: 'side' }) },
    { label: 'Show the files', run: () => void choose({ side: 'files', pane: 'side' }) },
  ]);
}

/** Puts the focus on the next pane: into what it is for, or else into what comes first in it. */
function nextPane(frame: HTMLElement | null, step: number): void {
  const all = [...(frame?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])];
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  const pane = all[(at + step + all.length) % all.length];
  const found = focusable.map((wanted) => pane?.querySelector<HTMLElement>(wanted)).find(Boolean);
  found?.focus();
}

const focusable = [
  '[role=application]',
  '[contenteditable=true]',
  'input[role=combobox]',
  '[role=tree]',
  '[tabindex="0"], button:not(:disabled), input',
];
