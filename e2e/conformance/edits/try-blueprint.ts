import type { Intent } from '../../../core/dsl/edit/index.ts';
import { casesOf } from './cases.ts';
import { checkEdit, type Verdict } from './check-edit.ts';
import { type Sampled, Sampler } from './sampling.ts';
import { tryASequence } from './sequence.ts';
import { type Opened, openSpecimen } from './specimen.ts';

/** What became of the intents on some blueprints. */
export interface Tally {
  passed: number;
  failures: { name: string; problem: string }[];
  /** How often intents were refused, by reason without names. */
  refusals: Record<string, number>;
  /** Where the model could not tell what should become of them, by reason. */
  unchecked: Record<string, number>;
  /** Files that were opened and saved. */
  files: number;
  /** Edits whose plan was compared. */
  compiled: number;
  /** Edits of blueprints that lack something to be compiled; their data was compared. */
  uncompiled: number;
  /** Edits that were made one after the other and taken back. */
  steps: number;
  /** Files that hold the same text as another one, and so were only opened. */
  same: number;
  /** Files that are no blueprints, such as those of plugins. */
  others: number;
  /** What was not tried at all of its places. */
  sampled: Record<string, Sampled>;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return {
    passed: 0,
    failures: [],
    refusals: {},
    unchecked: {},
    files: 0,
    compiled: 0,
    uncompiled: 0,
    steps: 0,
    same: 0,
    others: 0,
    sampled: {},
  };
}

/** Adds what one tally has to another. */
export function addTally(to: Tally, more: Tally): void {
  for (const key of ['passed', 'files', 'compiled', 'uncompiled', 'steps', 'same', 'others'] as const)
    to[key] += more[key];
  to.failures.push(...more.failures);
  for (const [reason, count] of Object.entries(more.refusals)) add(to.refusals, reason, count);
  for (const [reason, count] of Object.entries(more.unchecked)) add(to.unchecked, reason, count);
  for (const [what, { tried, of }] of Object.entries(more.sampled)) {
    const known = to.sampled[what] ?? { tried: 0, of: 0 };
    to.sampled[what] = { tried: known.tried + tried, of: known.of + of };
  }
}

/** A file to try. */
export interface Task {
  root: string;
  file: string;
  /** Whether its text was tried in another release. */
  isKnown: boolean;
  /** Only this intent, as the name of its case has it; null: all. */
  intent: string | null;
}

/** Tries every intent on one blueprint, and a sequence of them. */
export async function tryBlueprint({ root, file, isKnown, intent: only }: Task): Promise<Tally> {
  const tally = emptyTally();
  const opened = await openSpecimen(root, file);
  if (opened === null) {
    tally.others += 1;
    return tally;
  }
  const { specimen } = opened;
  tally.files += 1;
  const isSame = specimen.blueprint.files.get(specimen.mainFile)?.text === specimen.texts[specimen.mainFile];
  count(tally, file, isSame ? null : 'opening and saving changes bytes');
  // The same text in another release says nothing new, unless it has files of its own around it.
  if (isKnown && specimen.blueprint.files.size === 1) {
    tally.same += 1;
    return tally;
  }
  if (only !== null) {
    await tryIntents(tally, opened, { file, intents: [JSON.parse(only) as Intent] });
    return tally;
  }
  const sampler = new Sampler();
  await tryIntents(tally, opened, { file, intents: casesOf(specimen, specimen.blueprint, sampler) });
  tally.sampled = sampler.left;
  const { steps, problem } = tryASequence(specimen);
  tally.steps += steps;
  if (steps > 0) count(tally, `${file} ${steps} intents one after the other`, problem);
  return tally;
}

async function tryIntents(
  tally: Tally,
  { specimen, compare }: Opened,
  { file, intents }: { file: string; intents: readonly Intent[] },
): Promise<void> {
  for (const one of intents) {
    for (const { intent, verdict } of checkEdit(specimen, one)) {
      const name = `${file} ${JSON.stringify(intent)}`;
      if (verdict.kind !== 'edited') countOther(tally, name, verdict);
      else if (compare === null) {
        tally.uncompiled += 1;
        count(tally, name, null);
      } else {
        tally.compiled += 1;
        count(tally, name, await compare(verdict.texts, verdict.expected));
      }
    }
  }
}

function countOther(tally: Tally, name: string, verdict: Exclude<Verdict, { kind: 'edited' }>): void {
  if (verdict.kind === 'refused') add(tally.refusals, kindOf(verdict.reason), 1);
  else if (verdict.kind === 'unchecked') add(tally.unchecked, verdict.reason, 1);
  else count(tally, name, verdict.problem);
}

function count(tally: Tally, name: string, problem: string | null): void {
  if (problem === null) tally.passed += 1;
  else tally.failures.push({ name, problem });
}

function add(counts: Record<string, number>, reason: string, more: number): void {
  counts[reason] = (counts[reason] ?? 0) + more;
}

/** A reason without the names in it. */
function kindOf(reason: string): string {
  return reason
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/[\w./@-]+\.ya?ml/g, '…')
    .replaceAll(/&\S+/g, '&…');
}
