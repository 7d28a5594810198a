'use client';

import { useMemo } from 'react';
import type { DesignProblem } from '../../../core/design/design.ts';
import { useDesigner } from '../document/use-designer.ts';

/** What is wrong in a node template. */
export function useNodeProblems(node: string): readonly DesignProblem[] {
  const problems = useDesigner(({ analysis }) => analysis.problems);
  return useMemo(() => problems.filter((problem) => problem.node === node), [problems, node]);
}
