import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPlainReport, readPlaywrightReport, readVitestReport } from './reports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileWith(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

it('names each failed test of vitest with the first line of what it said, and a file that did not load', () => {
  const file = fileWith({
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      {
        name: '/there/core/a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'fine' },
          {
            status: 'failed',
            fullName: 'adds up',
            failureMessages: ['\u001b[31mError: 1 is not 2\u001b[0m\n  at a.test.ts'],
          },
        ],
      },
      { name: '/there/core/b.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
    ],
  });
  expect(readVitestReport(file, '/there')).toEqual({
    passed: 2,
    failed: 1,
    failures: ['core/a.test.ts > adds up: Error: 1 is not 2', 'core/b.test.ts > the file: No such module'],
  });
});

it('names the failed stories of suites within suites', () => {
  const failed = {
    title: 'draws',
    file: 'draw.spec.ts',
    ok: false,
    tests: [
      {
        results: [
          {
            error: {
              message: 'gone\n\nLocator: text\nExpected substring: "a"\nReceived string:    "b"\nCall log: none',
              location: { line: 7 },
            },
          },
        ],
      },
    ],
  };
  const fine = { title: 'saves', file: 'draw.spec.ts', ok: true, tests: [{ results: [{}] }] };
  const file = fileWith({
    stats: { expected: 1, flaky: 0, unexpected: 1 },
    suites: [{ specs: [fine], suites: [{ specs: [failed] }] }],
  });
  const reason = 'gone; Locator: text; Expected substring: "a"; Received string:    "b"';
  expect(readPlaywrightReport(file)).toEqual({
    passed: 1,
    failed: 1,
    failures: [`e2e/draw.spec.ts:7 > draws: ${reason}`],
  });
});

it('reads the counts of our own programs, and nothing from a report that was not written', () => {
  expect(readPlainReport(fileWith({ passed: 3, failed: 0 }))).toEqual({ passed: 3, failed: 0 });
  expect(readPlainReport(join(folder, 'none.json'))).toBeNull();
});
