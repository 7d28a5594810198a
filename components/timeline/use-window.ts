'use client';

import { type RefObject, useEffect, useState } from 'react';
import { oncePerFrame } from '../logs/once-per-frame.ts';

/** The part of a large drawing that is in view, in its own pixels. */
export interface ViewWindow {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Around what is in view, so that a small move shows nothing empty. */
const around = 400;
/** The window moves in such steps, so that not every pixel of scrolling draws anew. */
const step = 200;

/** What of a drawing inside a scrolled box is in view; the drawing begins `margin` from its corner. */
export function useWindow(scroller: RefObject<HTMLElement | null>, margin: number): ViewWindow {
  const [view, setView] = useState<ViewWindow>({ left: -around, top: -around, right: 1_600, bottom: 1_200 });
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = oncePerFrame(() => {
      const left = Math.floor((box.scrollLeft - margin - around) / step) * step;
      const top = Math.floor((box.scrollTop - margin - around) / step) * step;
      const right = left + box.clientWidth + 2 * around + step;
      const bottom = top + box.clientHeight + 2 * around + step;
      setView((before) => {
        const isSame = before.left === left && before.top === top && before.right === right && before.bottom === bottom;
        return isSame ? before : { left, top, right, bottom };
      });
    });
    const observer = new ResizeObserver(measure.request);
    observer.observe(box);
    box.addEventListener('scroll', measure.request, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure.request);
      measure.cancel();
    };
  }, [scroller, margin]);
  return view;
}
