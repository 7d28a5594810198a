'use client';

import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';
import type { BoxIndex } from './box-index.ts';
import { type Rectangle, type View, visiblePart } from './boxes.ts';
import { headHeight, leafWidth } from './node-size.ts';
import { recallViewport, rememberViewport } from './remember-viewport.ts';

/** The find box stands at the top. */
const padding = { x: '24px', top: '56px', bottom: '24px' } as const;
export const zoomLimits = { min: 0.02, max: 1.75 };
const flightMs = 300;

/** Moves what is seen of the drawing. */
export interface Camera {
  /** The whole drawing, as large as it fits but not larger than life. */
  fit(): void;
  /** Where the person left it last time, else the whole drawing. */
  begin(): void;
  /** A part of the drawing; without a flight for those who want less motion. */
  showPart(part: Rectangle): void;
  /** Moves no further than it takes to see it. */
  reveal(part: Rectangle): void;
  /** Ends a flight where it is: what a person reaches for must not move away. */
  rest(): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** Where something is in the pane now, so that `hold` can put it there again. */
  view(): View;
  move(viewport: Viewport): void;
  /** Set by the person: nothing is fitted by itself any more. */
  isOwn: { current: boolean };
  keep(): void;
}

/** `viewKey`: under which the place is kept for the next visit; null: it is not. */
export function useCamera(index: BoxIndex, viewKey: string | null): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  const isOwn = useRef(false);
  const latest = useRef(index);
  latest.current = index;
  const view = useCallback((): View => {
    const { transform, width, height } = store.getState();
    return { x: transform[0], y: transform[1], zoom: transform[2], width, height };
  }, [store]);
  return useMemo(() => {
    let landing: Promise<unknown> | null = null;
    const move = (viewport: Viewport, isFlight = false) => {
      const isFlying = isFlight && mayMove();
      const moved = flow.setViewport(viewport, isFlying ? { duration: flightMs } : {});
      landing = isFlying ? moved : null;
      void moved.then(() => {
        if (landing === moved) landing = null;
      });
    };
    const centre = ({ x, y, width, height }: Rectangle, zoom: number, isFlight: boolean) => {
      const pane = view();
      move(
        { x: pane.width / 2 - (x + width / 2) * zoom, y: pane.height / 2 - (y + height / 2) * zoom, zoom },
        isFlight,
      );
    };
    const show = (part: Rectangle, { most, isFlight }: { most: number; isFlight: boolean }) => {
      const { width, height } = view();
      move(getViewportForBounds(part, width, height, zoomLimits.min, most, padding), isFlight);
    };
    const fitAll = () => {
      const { bounds } = latest.current;
      if (bounds) show(bounds, { most: 1, isFlight: false });
    };
    const zoomTo = (zoom: number) => {
      const { x, y, width, height } = visiblePart(view());
      const clamped = Math.min(zoomLimits.max, Math.max(zoomLimits.min, zoom));
      centre({ x, y, width, height }, clamped, false);
    };
    return {
      fit: () => {
        isOwn.current = false;
        fitAll();
      },
      begin: () => {
        const before = viewKey === null ? null : recallViewport(viewKey);
        isOwn.current = before !== null;
        if (before) move(before);
        else fitAll();
      },
      showPart: (part) => show(part, { most: 1, isFlight: true }),
      reveal: (part) => {
        if (isInView(part, visiblePart(view()))) return;
        centre(part, Math.max(view().zoom, 0.6), true);
      },
      rest: () => {
        if (landing !== null) move(view());
      },
      zoomBy: (factor) => zoomTo(view().zoom * factor),
      zoomTo,
      view,
      move: (viewport) => move(viewport),
      isOwn,
      keep: () => {
        isOwn.current = true;
        const { x, y, zoom } = view();
        if (viewKey !== null) rememberViewport(viewKey, { x, y, zoom });
      },
    };
  }, [flow, view, viewKey]);
}

/** What a person reads a node by is at its top left. */
function isInView({ x, y, width, height }: Rectangle, pane: Rectangle): boolean {
  const [right, bottom] = [x + Math.min(width, leafWidth), y + Math.min(height, headHeight)];
  return x >= pane.x && y >= pane.y && right <= pane.x + pane.width && bottom <= pane.y + pane.height;
}

function mayMove(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
