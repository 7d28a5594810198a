import type { DesignProblem } from '../../../core/design/design.ts';

/** How many errors and warnings each node has. */
export function countProblems(problems: readonly DesignProblem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { node, severity } of problems) {
    if (node !== null && severity !== 'notice') counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}
