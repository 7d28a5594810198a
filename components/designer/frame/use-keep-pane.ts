'use client';

import { type FocusEvent, useCallback, useLayoutEffect, useRef } from 'react';
import { panes, useViews } from './use-views.ts';

type Pane = (typeof panes)[number];

/**
 * Keeps the pane in view that somebody works in when the window becomes too small for all of them.
 * @returns what the frame's `onFocus` calls
 */
export function useKeepPane(): (event: FocusEvent) => void {
  const { isNarrow, isTight, choose } = useViews();
  const last = useRef<Pane | null>(null);
  const room = isNarrow ? 0 : isTight ? 1 : 2;
  const before = useRef(room);
  useLayoutEffect(() => {
    const isLess = room < before.current;
    before.current = room;
    if (!isLess) return;
    const active = document.activeElement;
    // What is not drawn any more lost the focus already.
    const pane = active === null || active === document.body ? last.current : paneOf(active);
    if (pane !== null) void choose({ pane });
  }, [room, choose]);
  return useCallback(({ target }) => {
    last.current = paneOf(target) ?? last.current;
  }, []);
}

function paneOf(element: Element): Pane | null {
  const name = element.closest<HTMLElement>('[data-pane]')?.dataset.pane;
  return panes.find((each) => each === name) ?? null;
}
