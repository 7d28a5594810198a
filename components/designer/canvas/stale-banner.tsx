'use client';

import { useDesigner } from '../document/use-designer.ts';

/** Says that the text is broken, and that the drawing is that of an earlier one; leads to the error. */
export function StaleBanner() {
  const isStale = useDesigner((state) => state.analysis.isStale);
  const first = useDesigner((state) => state.analysis.problems.find(({ severity }) => severity === 'error') ?? null);
  if (!isStale) return null;
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-0 z-10 flex items-center gap-3 border-warn border-b bg-warn-soft px-3 py-1.5 text-sm text-warn"
    >
      <span>Showing the last valid drawing{first?.range ? `; error in line ${first.range.start.line}` : ''}.</span>
    </div>
  );
}
