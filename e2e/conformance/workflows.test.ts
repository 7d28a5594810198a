import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliberateDifferences } from './deliberate-differences.ts';
import { runWorkflows } from './workflows/suite.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/workflows');

/** The recorded cases are not part of the product; where they are absent this test is skipped. */
test.skipIf(!existsSync(folder))('workflows do what the recorded runs did', { timeout: 120_000 }, async () => {
  const report: string[] = [];
  const { passed, failures } = await runWorkflows(folder, {
    only: null,
    verbose: true,
    print: (line) => report.push(line),
  });
  const listed = deliberateDifferences();
  expect(
    failures.filter((id) => !listed.has(id)),
    report.join('\n'),
  ).toEqual([]);
  expect(failures.length / (passed + failures.length)).toBeLessThanOrEqual(0.02);
});
