import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import {
  applyEdits,
  applyIntent,
  type EditableBlueprint,
  type EditResult,
  type Intent,
  invertEdits,
} from '../../../core/dsl/edit/index.ts';
import { firstDifference } from './first-difference.ts';
import { commentsOf, LineFinder, type LineSpan, lostLines, strayLine } from './lines.ts';
import { type Documents, type Expected, Model } from './model.ts';
import { readDocument } from './read-document.ts';

/** A blueprint under test: its text, the same as data, and what is known of its lines. */
export interface Specimen {
  /** The folder that the locations are in. */
  folder: string;
  mainFile: string;
  texts: Record<string, string>;
  documents: Documents;
  blueprint: EditableBlueprint;
  finders: Map<string, LineFinder>;
}

/** The outcome of one intent: the texts after it, or why it did not do what it should. */
export type Verdict =
  | { kind: 'edited'; texts: Record<string, string>; expected: Documents }
  | { kind: 'refused'; reason: string }
  | { kind: 'wrong'; problem: string };

/** Carries an intent out and checks text, lines, comments, data and the way back. */
export function checkEdit(specimen: Specimen, intent: Intent): Verdict {
  const [result, isDetached] = apply(specimen.blueprint, intent);
  if (!result.ok) return { kind: 'refused', reason: result.reason };
  const expected = new Model(specimen.documents, specimen.mainFile).apply(intent);
  const texts = { ...specimen.texts };
  for (const [file, edits] of Object.entries(result.edits)) {
    const before = specimen.texts[file] ?? '';
    const after = applyEdits(before, edits);
    texts[file] = after;
    if (applyEdits(after, invertEdits(before, edits)) !== before) return failed('the way back gives other bytes');
    const problem =
      checkLines({ specimen, file, intent, expected, isDetached }, after) ??
      checkComments(before, after, expected.removes || isDetached);
    if (problem !== null) return failed(problem);
  }
  for (const [file, text] of Object.entries(texts)) {
    const got = readDocument(text);
    if (got === null) return failed(`${file} cannot be read any more`);
    const problem = compareData(expected.documents[file] ?? {}, got, intent);
    if (problem !== null) return failed(`${file}: ${problem}`);
  }
  return { kind: 'edited', texts, expected: expected.documents };
}

function failed(problem: string): Verdict {
  return { kind: 'wrong', problem };
}

/** Where the text is shared, a copy for the one place is what the data expect. */
function apply(blueprint: EditableBlueprint, intent: Intent): [EditResult, boolean] {
  const result = applyIntent(blueprint, intent);
  if (result.ok || !result.choices.includes('detach')) return [result, false];
  return [applyIntent(blueprint, { ...intent, shared: 'detach' }), true];
}

interface InFile {
  specimen: Specimen;
  file: string;
  intent: Intent;
  expected: Expected;
  isDetached: boolean;
}

/** What stands in other lines than those that the intent is about must stay, and no more of those go than need to. */
function checkLines({ specimen, file, intent, expected, isDetached }: InFile, after: string): string | null {
  const before = specimen.texts[file] ?? '';
  const finder = finderOf(specimen, file);
  const name = nameInText(intent);
  const touched = expected.touched.filter((one) => one.file === file).map(({ path }) => path);
  const shared = isDetached ? ['*', '&', '<<'].flatMap((sign) => finder.holding(sign)) : [];
  const spans = [
    ...touched.map((path) => finder.around(path)),
    ...(name === null ? [] : finder.holding(name)),
    ...shared,
  ];
  const stray = strayLine(before, after, spans);
  if (stray !== null) return `this line of ${file} is not one to be changed: ${stray}`;
  if (expected.removes || isDetached || intent.kind === 'move-declaration') return null;
  const own = touched.reduce((sum, path) => sum + sizeOf(finder.at(path)), 0);
  const most = name === null ? own + touched.length : finder.holding(name).length;
  const lost = lostLines(before, after);
  return lost > most ? `${lost} lines of ${file} changed, and ${most} are enough` : null;
}

function sizeOf(span: LineSpan | null): number {
  return span === null ? 0 : span.last - span.first + 1;
}

function finderOf(specimen: Specimen, file: string): LineFinder {
  const known = specimen.finders.get(file) ?? new LineFinder(specimen.texts[file] ?? '');
  specimen.finders.set(file, known);
  return known;
}

/** What is renamed stands in every line that changes. */
function nameInText(intent: Intent): string | null {
  if (intent.kind === 'rename-node') return intent.node;
  return intent.kind === 'rename-declaration' ? intent.name : null;
}

/** Comments stay, all and in order; those of what is removed go with it. */
function checkComments(before: string, after: string, mayLose: boolean): string | null {
  // Where as many lines hold the sign, in the same order, nothing can have happened to comments.
  if (linesWithSign(before) === linesWithSign(after)) return null;
  const old = commentsOf(before);
  const left = commentsOf(after);
  if (!mayLose) {
    const lost = missing(old, left);
    if (lost !== null && !isInsideOfReplaced(before, after)) return `the comment ${lost} is lost`;
  }
  // What is left must be what was there.
  let at = 0;
  for (const comment of left) {
    at = old.indexOf(comment, at);
    if (at === -1) return mayLose ? null : `the comment ${comment} is in another place`;
    at += 1;
  }
  return null;
}

function linesWithSign(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.includes('#'))
    .join('\n');
}

function missing(old: readonly string[], left: readonly string[]): string | null {
  const rest = [...left];
  for (const comment of old) {
    const at = rest.indexOf(comment);
    if (at === -1) return comment;
    rest.splice(at, 1);
  }
  return null;
}

/** A value of several lines that is replaced as a whole takes the comments inside of it along. */
function isInsideOfReplaced(before: string, after: string): boolean {
  return lostLines(before, after) > 1;
}

/** Compares data; of sections whose order counts, the order too. Empty collections count like absent ones. */
function compareData(expected: JsonObject, got: JsonObject, intent: Intent): string | null {
  // What is shared is renamed where it is written, which data without anchors cannot tell.
  const isRenamed = nameInText(intent) !== null;
  const problem = firstDifference(normal(expected, isRenamed), normal(got, isRenamed));
  if (problem !== null || intent.kind !== 'move-declaration') return problem;
  const order = (document: JsonObject) => Object.keys(document[intent.section] ?? {}).join();
  return order(expected) === order(got) ? null : `the order is ${order(got)}`;
}

/** Without the empty collections that mean nothing. */
function normal(document: JsonObject, withoutDefinitions: boolean): Json {
  const { dsl_definitions: definitions = null, ...rest } = document;
  return pruned(withoutDefinitions ? rest : { ...rest, dsl_definitions: definitions }, 0) as Json;
}

const meaningless = new Set([
  'properties',
  'relationships',
  'interfaces',
  'capabilities',
  'instances',
  'source_interfaces',
  'target_interfaces',
  'scalable',
  'imports',
]);

function pruned(value: Json, depth: number, key = ''): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => pruned(item, depth + 1) ?? null);
  if (!isJsonObject(value)) return value === null && (depth === 1 || meaningless.has(key)) ? undefined : value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const inner = pruned(item, depth + 1, name);
    const isEmpty =
      inner === undefined || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0);
    const counts = !isEmpty || !(depth === 0 || meaningless.has(name) || key === 'interfaces');
    return counts ? [[name, inner ?? null]] : [];
  });
  return Object.fromEntries(entries);
}
