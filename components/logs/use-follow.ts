'use client';

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Within two rows of the end counts as the end. */
const nearEnd = 44;

/**
 * Keeps a scrolled box at its end while lines come. Any move up by the person stops it; coming back to the end, or
 * `resume`, starts it again.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>, version: number, initially: boolean) {
  const [isFollowing, setFollowing] = useState(initially);
  const lastTop = useRef(0);

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
    else if (box.scrollTop < lastTop.current - 1) setFollowing(false);
    lastTop.current = box.scrollTop;
  }, [scroller]);

  const onWheel = useCallback(
    (event: { deltaY: number }) => {
      const box = scroller.current;
      if (event.deltaY < 0 && box && box.scrollHeight > box.clientHeight) setFollowing(false);
    },
    [scroller],
  );

  return { isFollowing, setFollowing, onScroll, onWheel };
}
