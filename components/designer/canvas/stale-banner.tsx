'use client';

import { TriangleAlert } from 'lucide-react';
import { useDesigner } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';

/** Says that the text is broken and the drawing that of an earlier one; leads to the error. */
export function StaleBanner() {
  const isStale = useDesigner(({ analysis }) => analysis.isStale);
  const problem = useDesigner(({ analysis }) => analysis.problems.find(({ severity }) => severity === 'error'));
  const { show } = useOpenFiles();
  if (!isStale || problem === undefined) return null;
  const { file, start, end } = problem.range;
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-0 z-10 flex items-center gap-2 border-warn/35 border-b bg-warn-soft px-3 py-1 text-xs"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      <span>Showing the last valid drawing;</span>
      <button
        type="button"
        onClick={() => show({ file, from: start.offset, to: end.offset })}
        className="h-6 font-medium text-warn underline underline-offset-2"
      >
        error in line {start.line}
      </button>
    </div>
  );
}
