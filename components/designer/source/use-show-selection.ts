'use client';

import { useEffect, useRef } from 'react';
import type { Place } from '../analysis/protocol.ts';
import type { Selection } from '../document/history.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useFollowsSelection } from './follow-switch.ts';
import { useOpenFiles } from './open-files.ts';

/** Shows the text of what is selected elsewhere, as long as the selection is followed. */
export function useShowSelection(): void {
  const document = useDesignerDocument();
  const selection = useDesigner((state) => state.selection);
  const revision = useDesigner((state) => state.analysis.revision);
  const [follows] = useFollowsSelection();
  const { desk, show } = useOpenFiles();
  const latest = useRef(show);
  latest.current = show;
  const shown = useRef<Selection | null>(null);
  useEffect(() => {
    const place = placeOf(selection);
    // Before the first analysis nothing can be found; after later ones nothing is to be shown anew.
    if (!follows || place === null || revision === 0) return;
    if (shown.current === selection || desk.chosenHere === selection) return;
    let isCurrent = true;
    void document.analyst.find(place).then((range) => {
      if (!isCurrent || range === null) return;
      shown.current = selection;
      const { file, start, end } = range;
      latest.current({ file, from: start.offset, to: end.offset }, { takesFocus: false });
    });
    return () => {
      isCurrent = false;
    };
  }, [document, desk, selection, revision, follows]);
}

function placeOf({ nodes, relationship, entry }: Selection): Place | null {
  const node = nodes.at(-1);
  if (relationship !== null) return { kind: 'relationship', ...relationship };
  if (node !== undefined) return { kind: 'node', node };
  return entry === undefined ? null : { kind: 'entry', ...entry };
}
