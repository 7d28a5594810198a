import { describe, expect, it } from 'vitest';
import type { SourceRange } from './diagnostic.ts';
import { Report } from './report.ts';

function at(file: string, offset: number): SourceRange {
  const position = { line: 1, column: offset + 1, offset };
  return { file, start: position, end: position };
}

describe('Report', () => {
  it('orders by the step that finds it, then by file, then by place', () => {
    const report = new Report();
    report.error({ code: 7, detail: 'late', range: at('b.yaml', 9) });
    report.warning({ code: 9004, detail: 'no error', range: at('a.yaml', 1) });
    report.error({ code: 9030, detail: 'a function', range: at('a.yaml', 2) });
    report.error({ code: 26, detail: 'early', range: at('b.yaml', 3) });
    report.error({ code: 26, detail: 'first file', range: at('a.yaml', 50) });
    report.error({ code: 1, detail: 'shape', range: at('b.yaml', 99) });
    const listed = report.list(['a.yaml', 'b.yaml']).map((item) => item.detail);
    expect(listed).toEqual(['shape', 'first file', 'early', 'late', 'a function', 'no error']);
    expect(report.errors).toBe(5);
    expect(report.reported).toBe(6);
  });

  it('leaves problems of values as they were found', () => {
    const report = new Report();
    report.error({ code: 106, detail: 'undefined', range: at('a.yaml', 9) });
    report.error({ code: 107, detail: 'missing', range: at('a.yaml', 1) });
    expect(report.list().map((item) => item.detail)).toEqual(['undefined', 'missing']);
  });

  it('says the same thing about the same place once', () => {
    const report = new Report();
    for (let count = 0; count < 3; count += 1) report.error({ code: 7, detail: 'same', range: at('a.yaml', 1) });
    expect(report.list()).toHaveLength(1);
  });

  it('names the code in the stable form, with a summary that holds no user text', () => {
    const report = new Report();
    report.error({ code: 7, detail: 'The type "x" is unknown.', range: at('a.yaml', 1), hint: 'Did you mean "y"?' });
    expect(report.list()[0]).toMatchObject({
      severity: 'error',
      code: 'DSL0007',
      summary: 'Unknown node type',
      hint: 'Did you mean "y"?',
    });
  });

  it('keeps a bounded number and says how many it left out', () => {
    const report = new Report();
    for (let offset = 0; offset < 2000; offset += 1)
      report.error({ code: 7, detail: 'x', range: at('a.yaml', offset) });
    const list = report.list();
    expect(list.length).toBeLessThanOrEqual(501);
    expect(list.at(-1)?.detail).toContain('1500 more problems');
  });
});
