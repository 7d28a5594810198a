import { expect, it } from 'vitest';
import type { DesignProblem } from '../../../core/design/design.ts';
import type { Severity } from '../../../core/diagnostics/diagnostic.ts';
import { sortProblems } from './sort-problems.ts';

function problem(severity: Severity, file: string, offset: number): DesignProblem {
  const at = { line: 1, column: offset + 1, offset };
  return {
    severity,
    code: 'DSL0001',
    summary: '',
    detail: '',
    range: { file, start: at, end: at },
    node: null,
    path: [],
  };
}

it('lists errors first, then the main file, then by place', () => {
  const sorted = sortProblems(
    [
      problem('warning', 'main.yaml', 1),
      problem('error', 'a.yaml', 5),
      problem('error', 'b.yaml', 1),
      problem('error', 'main.yaml', 9),
      problem('error', 'a.yaml', 2),
      problem('error', 'main.yaml', 3),
    ],
    'main.yaml',
  );
  expect(sorted.map(({ severity, range }) => `${severity} ${range.file} ${range.start.offset}`)).toEqual([
    'error main.yaml 3',
    'error main.yaml 9',
    'error a.yaml 2',
    'error a.yaml 5',
    'error b.yaml 1',
    'warning main.yaml 1',
  ]);
});
