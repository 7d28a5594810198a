'use client';

import { type PointerEvent, useRef, useState } from 'react';
import type { Spot } from '../../topology/layout.ts';
import { shownCanvas } from '../canvas/canvas-view.ts';

/** A drag of a note or of its corner. */
export interface NoteDrag {
  /** How far it was dragged by now, px of the drawing. */
  by: Spot;
  handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
  };
}

const still: Spot = { x: 0, y: 0 };

/** Drags something on the canvas; `onEnd` is told how far, once, when it was let go elsewhere. */
export function useNoteDrag(canEdit: boolean, onEnd: (by: Spot) => void): NoteDrag {
  const [by, setBy] = useState(still);
  const from = useRef<Spot | null>(null);
  const at = ({ clientX, clientY }: PointerEvent): Spot =>
    shownCanvas()?.toCanvas({ x: clientX, y: clientY }) ?? { x: clientX, y: clientY };
  const way = (event: PointerEvent): Spot => {
    const here = at(event);
    const start = from.current ?? here;
    return { x: Math.round(here.x - start.x), y: Math.round(here.y - start.y) };
  };
  return {
    by,
    handlers: {
      onPointerDown(event) {
        if (!canEdit || event.button !== 0) return;
        from.current = at(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove(event) {
        if (from.current !== null) setBy(way(event));
      },
      onPointerUp(event) {
        if (from.current === null) return;
        const done = way(event);
        from.current = null;
        setBy(still);
        if (done.x !== 0 || done.y !== 0) onEnd(done);
      },
      onPointerCancel() {
        from.current = null;
        setBy(still);
      },
    },
  };
}
