import type { Suite } from '../suite.ts';
import type { DslCase } from './case.ts';
import { difference } from './compare.ts';
import { kinds } from './kinds/kinds.ts';
import { readCases } from './read-cases.ts';

/** Replays the recorded cases of the language: each in turn, counted by kind. */
export const runDsl: Suite = async (folder, { only, verbose }) => {
  const counts = new Map<string, { passed: number; failed: number }>();
  for (const recorded of readCases(folder, only)) {
    const count = counts.get(recorded.kind) ?? { passed: 0, failed: 0 };
    counts.set(recorded.kind, count);
    const problem = await runOne(recorded);
    if (problem === null) {
      count.passed += 1;
      continue;
    }
    count.failed += 1;
    console.log(`FAILED ${recorded.id} (${recorded.area})${verbose ? `\n  ${problem}` : ''}`);
  }
  for (const [kind, { passed, failed }] of counts) console.log(`${kind.padEnd(16)} ${passed} of ${passed + failed}`);
  const all = [...counts.values()];
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
};

/** What is wrong with one case's outcome; null when it is as recorded. */
async function runOne(recorded: DslCase): Promise<string | null> {
  const run = kinds[recorded.kind];
  if (run === undefined) return `nothing here runs cases of kind "${recorded.kind}"`;
  try {
    return difference(recorded.expect, await run(recorded));
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
