'use client';

import { TriangleAlert } from 'lucide-react';
import { useTextError } from '../source/use-text-error.ts';

/** Says that the text is broken and the drawing that of an earlier one; leads to the error. */
export function StaleBanner() {
  const error = useTextError();
  if (error === null) return null;
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-0 z-10 flex items-center gap-2 border-warn/35 border-b bg-warn-soft px-3 py-1 text-xs"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      <span>Showing the last valid drawing;</span>
      <button type="button" onClick={error.show} className="h-6 font-medium text-warn underline underline-offset-2">
        error in line {error.line}
      </button>
    </div>
  );
}
