'use client';

import { useEffect } from 'react';
import { isForText, StrokeReader } from '../../shell/key-strokes.ts';
import { shownCanvas } from '../canvas/canvas-view.ts';
import { useDesignerDocument } from '../document/use-designer.ts';
import { alignChosen, alignments } from './align-chosen.ts';

const byKeys = new Map(alignments.map((each) => [`Alt+A ${each.key}`, each]));

/** Alt+A and a letter bring what is chosen in line; before the canvas answers, which has other uses for the letters. */
export function useAlignKeys(): void {
  const document = useDesignerDocument();
  useEffect(() => {
    const reader = new StrokeReader();
    const press = (event: KeyboardEvent): void => {
      if (isForText(event.target)) return;
      const found = reader.read(event, [...byKeys.keys()], event.timeStamp);
      const meant = found === null ? undefined : byKeys.get(found);
      const { canEdit, selection } = document.getState();
      if (meant === undefined || !canEdit || selection.nodes.length < 2 || shownCanvas() === null) return;
      event.preventDefault();
      event.stopPropagation();
      alignChosen(document, meant.alignment, meant.label);
    };
    window.document.addEventListener('keydown', press, true);
    return () => window.document.removeEventListener('keydown', press, true);
  }, [document]);
}
