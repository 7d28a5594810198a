import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliberateDifferences } from '../deliberate-differences.ts';
import { runCtx } from './suite.ts';

const folder = join(import.meta.dirname, '../../../../shared/conformance/ctx');

/** The recorded commands are not part of the product; where they are absent this test is skipped. */
test.skipIf(!existsSync(folder))('ctx answers what was recorded, here and on a real sshd host', async () => {
  const report: string[] = [];
  const { failures } = await runCtx(folder, { only: null, verbose: true, print: (line) => report.push(line) });
  const listed = deliberateDifferences();
  expect(
    failures.filter((id) => !listed.has(id)),
    report.join('\n'),
  ).toEqual([]);
});
