'use client';

import { clsx } from 'clsx';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { PaneLimits } from './use-pane-size.ts';

interface DividerProps {
  label: string;
  /** Of the pane that it sizes. */
  size: number;
  limits: PaneLimits;
  onChange: (size: number) => void;
  /** Where the pane is: what a move to the left, or upwards, does to it. */
  pane: 'before' | 'after' | 'below';
  /** How many of the size's units a pixel is. */
  perPixel?: (divider: HTMLElement) => number;
}

/** A bar between two panes, to be dragged or moved by arrows; a double click brings the usual size back. */
export function Divider({ label, size, limits, onChange, pane, perPixel = () => 1 }: DividerProps) {
  const drag = useRef<{ at: number; size: number } | null>(null);
  const isFlat = pane === 'below';
  const sign = pane === 'before' ? 1 : -1;
  const at = (event: PointerEvent): number => (isFlat ? event.clientY : event.clientX);
  function begin(event: PointerEvent<HTMLElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: at(event), size };
  }
  function move(event: PointerEvent<HTMLElement>): void {
    if (drag.current === null) return;
    onChange(drag.current.size + sign * (at(event) - drag.current.at) * perPixel(event.currentTarget));
  }
  function press(event: KeyboardEvent<HTMLElement>): void {
    const steps: Record<string, number> = isFlat ? { ArrowUp: -1, ArrowDown: 1 } : { ArrowLeft: -1, ArrowRight: 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChange(size + sign * step * ((limits.most - limits.least) / 20));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
    <div
      role="separator"
      aria-label={label}
      aria-orientation={isFlat ? 'horizontal' : 'vertical'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      tabIndex={0}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null;
      }}
      onDoubleClick={() => onChange(limits.usual)}
      onKeyDown={press}
      className={clsx(
        'relative z-10 shrink-0 touch-none bg-line transition-colors hover:bg-accent focus-visible:bg-accent',
        "after:absolute after:content-['']",
        isFlat
          ? 'h-px cursor-row-resize after:inset-x-0 after:-inset-y-1.5'
          : 'w-px cursor-col-resize after:-inset-x-1.5 after:inset-y-0',
      )}
    />
  );
}
