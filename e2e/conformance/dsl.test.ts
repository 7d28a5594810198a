import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliberateDifferences } from './deliberate-differences.ts';
import { runDsl } from './dsl/suite.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/dsl');

/** The recorded cases are not part of the product; where they are absent this test is skipped. */
test.skipIf(!existsSync(folder))('the language means what the recorded cases say', { timeout: 120_000 }, async () => {
  const report: string[] = [];
  const { passed, failures } = await runDsl(folder, { only: null, verbose: true, print: (line) => report.push(line) });
  const listed = deliberateDifferences();
  expect(
    failures.filter((id) => !listed.has(id)),
    report.join('\n'),
  ).toEqual([]);
  // What is listed and passes has no reason to be listed.
  expect([...listed].filter((id) => /^[a-z-]+-[0-9a-f]{12}$/.test(id) && !failures.includes(id))).toEqual([]);
  expect(failures.length / (passed + failures.length)).toBeLessThanOrEqual(0.01);
});
