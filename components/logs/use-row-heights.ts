'use client';

import { type RefObject, useLayoutEffect, useMemo, useReducer } from 'react';
import { rowHeight } from './log-row.tsx';

/** More are not remembered; those far away are measured again when they come into view. */
const mostKept = 5_000;

export interface RowHeights {
  /** Pixels by line. */
  measured: ReadonlyMap<number, number>;
  /** Of those that were measured. */
  average: () => number;
}

/** The heights of wrapped rows, measured as they are drawn and forgotten when the width changes. */
export function useRowHeights(
  box: RefObject<HTMLElement | null>,
  { wrap, width }: { wrap: boolean; width: number },
): RowHeights {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another width the heights are others.
  const heights = useMemo(() => {
    const measured = new Map<number, number>();
    const average = (): number => {
      if (measured.size === 0) return rowHeight;
      return [...measured.values()].reduce((sum, each) => sum + each, 0) / measured.size;
    };
    return { measured, average };
  }, [width, wrap]);
  // Before the browser paints, so that no row is ever seen in a wrong place.
  useLayoutEffect(() => {
    if (!wrap || box.current === null) return;
    let isChanged = false;
    for (const element of box.current.querySelectorAll<HTMLElement>('[data-seq]')) {
      const seq = Number(element.dataset.seq);
      const height = element.getBoundingClientRect().height;
      if (height === 0 || heights.measured.get(seq) === height) continue;
      if (heights.measured.size >= mostKept) heights.measured.clear();
      heights.measured.set(seq, height);
      isChanged = true;
    }
    if (isChanged) redraw();
  });
  return heights;
}
