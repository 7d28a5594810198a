import type { DesignProblem } from '../../../core/design/design.ts';
import type { Severity } from '../../../core/diagnostics/diagnostic.ts';

const ranks: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

/** Errors first, then as they stand in the main file and in the others by name. */
export function sortProblems(problems: readonly DesignProblem[], mainFile: string): DesignProblem[] {
  return problems.toSorted((a, b) => {
    const [one, other] = [a.range.file, b.range.file];
    const byFile = one === other ? 0 : one === mainFile ? -1 : other === mainFile ? 1 : one < other ? -1 : 1;
    return ranks[a.severity] - ranks[b.severity] || byFile || a.range.start.offset - b.range.start.offset;
  });
}

/** What tells a problem from all others. */
export function problemKey({ code, range, detail }: DesignProblem): string {
  return `${code} ${range.file} ${range.start.offset} ${detail}`;
}
