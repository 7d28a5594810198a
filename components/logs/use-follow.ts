'use client';

import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';

/** How long a gesture of the person may move the box; a dragged scroll bar sends no events while it is held. */
const gestureMs = { quick: 1_500, held: 15_000 };

/** Within two rows of the end counts as the end. */
const nearEnd = 44;

/**
 * Keeps a scrolled box at its end while lines come. Any move up by the person stops it; coming back to the end, or
 * `resume`, starts it again.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>, version: number, initially: boolean) {
  const [isFollowing, setFollowing] = useState(initially);
  const lastTop = useRef(0);
  const gestureUntil = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new version may have made the box longer.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !isFollowing) return;
    box.scrollTop = box.scrollHeight;
    lastTop.current = box.scrollTop;
  }, [scroller, version, isFollowing]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= nearEnd;
    if (isAtEnd) setFollowing(true);
    else if (box.scrollTop < lastTop.current - 1 && performance.now() < gestureUntil.current) setFollowing(false);
    lastTop.current = box.scrollTop;
  }, [scroller]);

  const gestures = useMemo(() => {
    const mark = (ms: number) => () => {
      gestureUntil.current = performance.now() + ms;
    };
    return {
      onWheel: (event: { deltaY: number }) => {
        mark(gestureMs.quick)();
        const box = scroller.current;
        if (event.deltaY < 0 && box && box.scrollHeight > box.clientHeight) setFollowing(false);
      },
      onTouchMove: mark(gestureMs.quick),
      onKeyDown: mark(gestureMs.quick),
      onPointerDown: mark(gestureMs.held),
      onPointerUp: () => {
        mark(gestureMs.quick)();
        if (window.getSelection()?.isCollapsed === false) setFollowing(false);
      },
    };
  }, [scroller]);

  return { isFollowing, setFollowing, boxProps: { ...gestures, onScroll } };
}
