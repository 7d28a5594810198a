import { isDeepStrictEqual } from 'node:util';
import { applyOverrides } from '../../../core/kubernetes/overrides/apply-overrides.ts';
import { OverrideFault, type OverrideFaultKind } from '../../../core/kubernetes/overrides/override-fault.ts';
import type { Suite } from '../suite.ts';
import { type OverrideCase, type RecordedOverrides, readOverrides } from './recorded-overrides.ts';

/** Replays recorded overrides of descriptors: the text once filled in, the resulting object, or the reason of an error. */
export const runOverrides: Suite = async (path, { only, verbose, print }) => {
  const recorded = readOverrides(path);
  const untouched = structuredClone(recorded.base);
  const failures: string[] = [];
  const cases = recorded.cases.filter(
    ({ name, generation }) => only === null || `${generation} ${name}`.includes(only),
  );
  for (const one of cases) {
    const problem = await runOne(recorded, one, verbose ? print : () => undefined);
    if (problem === null) continue;
    failures.push(one.name);
    print(`FAILED ${one.generation} ${one.name}${verbose ? `\n  ${problem}` : ''}`);
  }
  if (!isDeepStrictEqual(recorded.base, untouched)) failures.push('the descriptor was changed in place');
  return { passed: cases.length - failures.length, failed: failures.length, failures };
};

/** Which of our faults stand for an error of the reference; one of its own exceptions says only in words what it means. */
const kindsOf: Readonly<Record<string, readonly OverrideFaultKind[]>> = {
  Exception: ['late value', 'limit'],
  KeyError: ['missing'],
  IndexError: ['missing'],
  TypeError: ['type'],
  SyntaxError: ['syntax'],
  AttributeError: ['late value'],
};

async function runOne(
  { base, values }: RecordedOverrides,
  { generation, overrides, expect }: OverrideCase,
  say: (line: string) => void,
): Promise<string | null> {
  try {
    const { descriptor, filled } = await applyOverrides(base, overrides, { generation, values });
    if (!expect.ok) return `expected ${expect.error_class}: ${expect.message}`;
    if (!isDeepStrictEqual(filled, expect.after_substitution)) return `filled in: ${filled.join(' | ')}`;
    return isDeepStrictEqual(descriptor, expect.result) ? null : `result: ${JSON.stringify(descriptor)}`;
  } catch (error) {
    if (!(error instanceof OverrideFault)) throw error;
    if (expect.ok) return error.message;
    say(`${expect.error_class} ${expect.message}\n  ${error.message}`);
    return kindsOf[expect.error_class]?.includes(error.kind)
      ? null
      : `expected ${expect.error_class}, got ${error.kind}: ${error.message}`;
  }
}
