'use client';

import { type RefObject, useEffect, useMemo, useState } from 'react';

/** Beyond what is seen, and in steps of this: px. */
const margin = 256;
/** Of a box that was not measured yet. */
const usualHeight = 768;

/** A row that is drawn. */
interface RowPlace {
  index: number;
  start: number;
  size: number;
}

interface RowWindow {
  /** Of all rows. */
  height: number;
  rows: readonly RowPlace[];
  /** Brings a row into view, no further than it takes. */
  show(index: number): void;
}

/** The rows of a list that are drawn: those in view, of heights (px) that are known before. */
export function useRowWindow(box: RefObject<HTMLElement | null>, heights: readonly number[]): RowWindow {
  const [part, setPart] = useState({ top: 0, bottom: usualHeight });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => {
      const { scrollTop, clientHeight } = element;
      const top = (Math.floor(scrollTop / margin) - 1) * margin;
      const bottom = (Math.ceil((scrollTop + clientHeight) / margin) + 1) * margin;
      setPart((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  const places = useMemo(() => placesOf(heights), [heights]);
  const last = places.at(-1);
  return {
    height: last === undefined ? 0 : last.start + last.size,
    rows: places.filter(({ start, size }) => start + size > part.top && start < part.bottom),
    show(index) {
      const [element, place] = [box.current, places[index]];
      if (element === null || place === undefined) return;
      const least = place.start + place.size - element.clientHeight;
      element.scrollTop = Math.min(place.start, Math.max(least, element.scrollTop));
    },
  };
}

function placesOf(heights: readonly number[]): RowPlace[] {
  let start = 0;
  return heights.map((size, index) => {
    const place = { index, start, size };
    start += size;
    return place;
  });
}
