import type { Suite } from '../suite.ts';
import type { DslCase } from './case.ts';
import { difference } from './compare.ts';
import { kinds } from './kinds/kinds.ts';
import { readCases } from './read-cases.ts';

/** Replays the recorded cases of the language: each in turn, counted by kind. */
export const runDsl: Suite = async (folder, { only, verbose, print }) => {
  const counts = new Map<string, { all: number; failed: number }>();
  const failures: string[] = [];
  for (const recorded of readCases(folder, only)) {
    const count = counts.get(recorded.kind) ?? { all: 0, failed: 0 };
    counts.set(recorded.kind, count);
    count.all += 1;
    const problem = await runOne(recorded);
    if (problem === null) continue;
    count.failed += 1;
    failures.push(recorded.id);
    print(`FAILED ${recorded.id} (${recorded.area})${verbose ? `\n  ${problem}` : ''}`);
  }
  for (const [kind, { all, failed }] of counts) print(`${kind.padEnd(16)} ${all - failed} of ${all}`);
  const all = [...counts.values()].reduce((sum, count) => sum + count.all, 0);
  return { passed: all - failures.length, failed: failures.length, failures };
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
