import { casesOf } from './cases.ts';
import { checkEdit, type Verdict } from './check-edit.ts';
import { tryASequence } from './sequence.ts';
import { openSpecimen } from './specimen.ts';

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
  /** Edits that were made one after the other and taken back. */
  steps: number;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { passed: 0, failures: [], refusals: {}, unchecked: {}, files: 0, compiled: 0, steps: 0 };
}

/** Adds what one tally has to another. */
export function addTally(to: Tally, more: Tally): void {
  for (const key of ['passed', 'files', 'compiled', 'steps'] as const) to[key] += more[key];
  to.failures.push(...more.failures);
  for (const [reason, count] of Object.entries(more.refusals)) add(to.refusals, reason, count);
  for (const [reason, count] of Object.entries(more.unchecked)) add(to.unchecked, reason, count);
}

/** Tries every intent on one blueprint, and a sequence of them. `isKnown`: its text was tried in another release. */
export async function tryBlueprint(root: string, file: string, isKnown: boolean): Promise<Tally> {
  const tally = emptyTally();
  const opened = await openSpecimen(root, file);
  if (opened === null) return tally;
  const { specimen, compare } = opened;
  tally.files += 1;
  const isSame = specimen.blueprint.files.get(specimen.mainFile)?.text === specimen.texts[specimen.mainFile];
  count(tally, file, isSame ? null : 'opening and saving changes bytes');
  // The same text in another release says nothing new, unless it has files of its own around it.
  if (isKnown && specimen.blueprint.files.size === 1) return tally;
  for (const one of casesOf(specimen, specimen.blueprint)) {
    for (const { intent, verdict } of checkEdit(specimen, one)) {
      const name = `${file} ${JSON.stringify(intent)}`;
      if (verdict.kind !== 'edited') countOther(tally, name, verdict);
      else if (compare === null) count(tally, name, null);
      else {
        tally.compiled += 1;
        count(tally, name, await compare(verdict.texts, verdict.expected));
      }
    }
  }
  const { steps, problem } = tryASequence(specimen);
  tally.steps += steps;
  if (steps > 0) count(tally, `${file} ${steps} intents one after the other`, problem);
  return tally;
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
