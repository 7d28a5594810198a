'use client';

import { useDesigner } from '../document/use-designer.ts';
import { useOpenFiles } from './open-files.ts';

/** What keeps the text from being read, with the way there; null while what is drawn is what is written. */
export function useTextError(): { line: number; show: () => void } | null {
  const isStale = useDesigner(({ analysis }) => analysis.isStale);
  const problem = useDesigner(({ analysis }) => analysis.problems.find(({ severity }) => severity === 'error'));
  const { show } = useOpenFiles();
  if (!isStale || problem === undefined) return null;
  const { file, start, end } = problem.range;
  return { line: start.line, show: () => show({ file, from: start.offset, to: end.offset }) };
}
