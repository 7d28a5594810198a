'use client';

import { type ReactNode, useId } from 'react';

interface LineSheetProps {
  zIndex: number;
  /** Of the arrowheads. */
  colour: string;
  children: (marker: string) => ReactNode;
}

/** An endless sheet on which lines are drawn, in a layer of the drawing. */
export function LineSheet({ zIndex, colour, children }: LineSheetProps) {
  const marker = useId();
  return (
    <svg
      aria-hidden
      fill="none"
      style={{ zIndex }}
      className="pointer-events-none absolute top-0 left-0 size-px overflow-visible"
    >
      <marker id={marker} viewBox="-10 -5 10 10" refX={0} refY={0} markerWidth={5} markerHeight={5} orient="auto">
        <path d="M-9 -4.5L0 0L-9 4.5Z" fill={colour} />
      </marker>
      {children(`url(#${marker})`)}
    </svg>
  );
}
