'use client';

import { useCallback, useState } from 'react';

/** How large a pane may be. */
export interface PaneLimits {
  usual: number;
  least: number;
  most: number;
}

/** The size of a pane, in the unit of its limits, as this browser remembers it. */
export function usePaneSize(name: string, { usual, least, most }: PaneLimits): [number, (size: number) => void] {
  const key = `gantry-pane-${name}`;
  const inside = (size: number): number => Math.min(most, Math.max(least, size));
  const [size, setSize] = useState(() => inside(recall(key) ?? usual));
  const change = useCallback(
    (next: number) => {
      const fitting = Math.min(most, Math.max(least, next));
      setSize(fitting);
      remember(key, fitting);
    },
    [key, least, most],
  );
  return [size, change];
}

function recall(key: string): number | null {
  try {
    const size = Number(localStorage.getItem(key) ?? Number.NaN);
    return Number.isFinite(size) ? size : null;
  } catch {
    return null;
  }
}

function remember(key: string, size: number): void {
  try {
    localStorage.setItem(key, String(size));
  } catch {
    // A browser that keeps nothing shows the usual size the next time.
  }
}
