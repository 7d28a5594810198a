'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { Spot } from '../../topology/layout.ts';
import { shownCanvas } from '../canvas/canvas-view.ts';

/** Where the pointer is in the window, as long as it is what a person works with: other keys than letters end that. */
export function useLastPointer(): RefObject<Spot | null> {
  const at = useRef<Spot | null>(null);
  useEffect(() => {
    const move = ({ clientX, clientY }: PointerEvent): void => {
      at.current = { x: clientX, y: clientY };
    };
    const press = ({ key }: KeyboardEvent): void => {
      if (/^(Arrow|Tab|Enter|Page)/.test(key)) at.current = null;
    };
    document.addEventListener('pointermove', move, { passive: true });
    document.addEventListener('keydown', press, true);
    return () => {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('keydown', press, true);
    };
  }, []);
  return at;
}

/** The pointer's place on the canvas; none when it is elsewhere. */
export function pointerOnCanvas({ current }: RefObject<Spot | null>): { at?: Spot } {
  const view = shownCanvas();
  if (view === null || current === null) return {};
  const at = view.toCanvas(current);
  const part = view.part();
  const isInside = at.x > part.x && at.y > part.y && at.x < part.x + part.width && at.y < part.y + part.height;
  return isInside ? { at } : {};
}
