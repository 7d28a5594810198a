'use client';

import { TriangleAlert } from 'lucide-react';
import { useTextError } from './use-text-error.ts';

/** Says that the drawing is that of an earlier text, and leads to what is wrong with this one. */
export function BrokenText() {
  const error = useTextError();
  if (error === null) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 border-warn/35 border-b bg-warn-soft px-3 py-1 text-xs">
      <TriangleAlert aria-hidden className="size-4 text-warn" />
      <span className="min-w-0 flex-1">The canvas shows the last text that could be read. Nothing is lost.</span>
      <button type="button" onClick={error.show} className="h-6 font-medium text-warn underline underline-offset-2">
        Error in line {error.line}
      </button>
    </div>
  );
}
