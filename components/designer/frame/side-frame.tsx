'use client';

import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { shownCanvas } from '../canvas/canvas-view.ts';
import { ClosePane } from './close-pane.tsx';
import { focusPane, isShown } from './focus.ts';
import { useViews } from './use-views.ts';

interface SideFrameProps {
  pane: 'side' | 'inspector';
  width: number;
  children: ReactNode;
}

/**
 * A pane at a side of the canvas: beside it in a wide window, over it in a tight one, in its place in a narrow one. It
 * stays the same pane when the window becomes another, with what is typed in it and the dialogs that it opened.
 */
export function SideFrame({ pane, width, children }: SideFrameProps) {
  const { pane: shown, isNarrow, isTight, choose } = useViews();
  const frame = useRef<HTMLDivElement>(null);
  const [wasWider, setWasWider] = useState(!isNarrow);
  if (!isNarrow && !wasWider) setWasWider(true);
  const isChosen = shown === pane;
  useFocusOver(frame, isTight && isChosen);
  if (isNarrow && !isChosen && !wasWider) return null;
  const closes = (event: KeyboardEvent): boolean =>
    // What a dialog of the pane is told comes here too, though it is elsewhere.
    event.key === 'Escape' && !event.defaultPrevented && event.currentTarget.contains(event.target as Node);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves it, wherever in it the keyboard is.
    <div
      ref={frame}
      style={isNarrow ? undefined : { width }}
      className={clsx(
        'flex min-h-0 flex-col bg-panel',
        isNarrow ? 'flex-1' : 'shrink-0',
        isTight && 'absolute inset-y-0 z-30 max-w-[min(26rem,90%)] border-line shadow-pop',
        isTight && (pane === 'side' ? 'left-11 border-r' : 'right-0 border-l'),
        isTight && (isChosen ? 'animate-appear' : 'invisible'),
        isNarrow && !isChosen && 'hidden',
      )}
      onKeyDown={(event) => {
        if (!isTight || !closes(event)) return;
        event.preventDefault();
        event.stopPropagation();
        void choose({ pane: null });
      }}
    >
      {isTight && pane === 'inspector' && (
        <div className="flex h-9 shrink-0 items-center justify-between border-line border-b pr-1 pl-4">
          <h2 className="font-medium text-ink-2 text-xs">Inspector</h2>
          <ClosePane label="Close the inspector" />
        </div>
      )}
      {children}
    </div>
  );
}

/** What lies over the rest takes the keyboard when it opens, and gives it back when it closes. */
function useFocusOver(frame: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useLayoutEffect(() => {
    const box = frame.current;
    if (!isOpen || box === null) return;
    const before = document.activeElement;
    if (!box.contains(before)) focusPane(box.querySelector<HTMLElement>('[data-pane]'));
    return () => {
      // In a window that became wider, it is still there.
      if (isShown(box) || !box.contains(document.activeElement)) return;
      const isLeft = before instanceof HTMLElement && before !== document.body && isShown(before);
      if (isLeft) before.focus({ preventScroll: true });
      else shownCanvas()?.focus();
    };
  }, [frame, isOpen]);
}
