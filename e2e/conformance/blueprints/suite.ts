import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileBlueprint } from '../../../core/dsl/index.ts';
import type { Outcome } from '../dsl/case.ts';
import { difference } from '../dsl/compare.ts';
import type { Suite } from '../suite.ts';
import { readerOf, readStubs, type Stubs } from './blueprint-folder.ts';
import { digestOf, withoutDescriptions } from './digest.ts';
import { type RecordedBlueprint, readOrigin } from './origin.ts';

/** How a blueprint fared; the last two are of those whose imports the reference could not read, and do not count. */
type Verdict = 'equal' | 'different' | 'refused' | 'not refused alike' | 'compiles' | 'does not compile';

/** Compiles the real blueprints of a folder through the product's own catalogue, and compares with the reference. */
export const runBlueprints: Suite = async (root, { only, verbose, print }) => {
  const stubs = readStubs(root);
  const names: Record<Verdict, string[]> = {
    ...{ equal: [], different: [], refused: [], 'not refused alike': [] },
    ...{ compiles: [], 'does not compile': [] },
  };
  for (const recorded of readOrigin(root).filter(({ id }) => only === null || id.includes(only))) {
    const [verdict, remark] = judge(root, recorded, await compile(root, recorded, stubs));
    names[verdict].push(recorded.id);
    const counts = verdict === 'different' || verdict === 'not refused alike';
    if (remark !== null && (verbose || counts)) print(`${verdict.toUpperCase()} ${recorded.id}\n  ${remark}`);
  }
  const { compiles, 'does not compile': fails, ...told } = names;
  print(
    Object.entries(told)
      .map(([verdict, { length }]) => `${verdict}: ${length}`)
      .join(', '),
  );
  print(
    `not counted, as the reference lacked an import: ${compiles.length + fails.length}; ${compiles.length} compile`,
  );
  print('left out on both sides: descriptions of policy types and of parameters of workflows');
  const failures = [...names.different, ...names['not refused alike']];
  return { passed: names.equal.length + names.refused.length, failed: failures.length, failures };
};

async function compile(root: string, recorded: RecordedBlueprint, stubs: Stubs): Promise<Outcome> {
  const { plan, diagnostics } = await compileBlueprint({
    mainFile: recorded.path,
    reader: readerOf(root, recorded, stubs),
  });
  if (plan !== null) return { ok: true, value: digestOf(plan) };
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  return { ok: false, code: problem?.code ?? null, message: problem?.detail ?? 'nothing was said' };
}

/** The verdict, and what there is to say about it: the first difference, or what was found where nothing was recorded. */
function judge(root: string, { result }: RecordedBlueprint, outcome: Outcome): [Verdict, string | null] {
  if (result.kind === 'unknown') {
    const here = outcome.ok ? 'a plan' : `${outcome.code}: ${outcome.message}`;
    return [outcome.ok ? 'compiles' : 'does not compile', `${result.why}; here: ${here}`];
  }
  if (result.kind === 'refused') {
    const problem = difference(result.expectation, outcome);
    return [problem === null ? 'refused' : 'not refused alike', problem];
  }
  const problem = differenceOfPlans(root, result, outcome);
  return [problem === null ? 'equal' : 'different', problem];
}

function differenceOfPlans(
  root: string,
  { nodes, expected }: { nodes: number | null; expected: string | null },
  outcome: Outcome,
): string | null {
  if (expected !== null) {
    const value = JSON.parse(readFileSync(join(root, 'expected', expected), 'utf8'));
    return difference({ ok: true, value: withoutDescriptions(value) }, outcome);
  }
  if (!outcome.ok) return `expected ${nodes} nodes, got ${outcome.code}: ${outcome.message}`;
  const got = (outcome.value as { nodes: unknown[] }).nodes.length;
  return got === nodes ? null : `expected ${nodes} nodes, got ${got}`;
}
