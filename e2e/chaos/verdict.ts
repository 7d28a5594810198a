import type { Mark } from './cellar.ts';

/** What the hosts' marker files say about a set of executions. */
export interface Verdict {
  /** Operations that should have run and did not. */
  lost: string[];
  /** Operations that ran more than once. */
  repeated: string[];
  /** Operations that ran although the undisturbed run has none such. */
  strange: string[];
}

/** The operations of one undisturbed execution, as `operation instance`. */
export function operationsOf(marks: readonly Mark[], execution: string): string[] {
  return marks.filter((mark) => mark.execution === execution).map((mark) => `${mark.operation} ${mark.instance}`);
}

/**
 * Compares what ran in each execution with what ran in the undisturbed one of the same workflow. An instance with two
 * relationships leaves two equal lines, so lines are counted.
 */
export function judge(
  marks: readonly Mark[],
  executions: readonly { id: string; expected: readonly string[] }[],
): Verdict {
  const verdict: Verdict = { lost: [], repeated: [], strange: [] };
  for (const { id, expected } of executions) {
    const due = countOf(expected);
    const done = countOf(operationsOf(marks, id));
    for (const line of new Set([...due.keys(), ...done.keys()])) {
      const [wanted, found] = [due.get(line) ?? 0, done.get(line) ?? 0];
      if (found !== wanted) listOf(verdict, wanted, found).push(`${id} ${line}: ${found} times, not ${wanted}`);
    }
  }
  return verdict;
}

function listOf(verdict: Verdict, wanted: number, found: number): string[] {
  if (wanted === 0) return verdict.strange;
  return found < wanted ? verdict.lost : verdict.repeated;
}

function countOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
