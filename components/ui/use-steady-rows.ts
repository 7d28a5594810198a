'use client';

import { useState } from 'react';
import { keepOrder } from './row-choice.ts';

/**
 * Rows that do not move while a person points at them or has the focus in them: they keep their places, and new ones
 * wait. `view` names the filter and the order; another view is shown at once.
 */
export function useSteadyRows<T>(rows: readonly T[], keyOf: (row: T) => string, view: string | undefined) {
  const [held, setHeld] = useState<{ view: string | undefined; rows: readonly T[] } | null>(null);
  const shown = held !== null && held.view === view ? keepOrder(held.rows, rows, keyOf) : { rows, waiting: 0 };
  const release = (): void => setHeld(null);
  const hold = (): void => {
    if (view !== undefined) setHeld((before) => (before?.view === view ? before : { view, rows }));
  };
  return {
    ...shown,
    release,
    body: {
      onPointerEnter: hold,
      onPointerLeave: ({ currentTarget }: { currentTarget: Element }) => {
        if (!currentTarget.contains(document.activeElement)) release();
      },
      onBlur: ({ currentTarget, relatedTarget }: { currentTarget: Element; relatedTarget: EventTarget | null }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) release();
      },
    },
    hold,
  };
}
