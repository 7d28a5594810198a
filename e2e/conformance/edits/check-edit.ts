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
import { commentsOf, compareLines, LineFinder } from './lines.ts';
import { type Documents, type Expected, Model } from './model.ts';
import { readDocument } from './read-document.ts';

/** A blueprint under test: its text, the same as data, and what is known of its lines. */
export interface Specimen {
  mainFile: string;
  texts: Record<string, string>;
  documents: Documents;
  blueprint: EditableBlueprint;
  finders: Map<string, LineFinder>;
}

/** The outcome of one intent: the texts after it, or why it did not do what it should. */
export type Verdict =
  | { ok: true; texts: Record<string, string>; expected: Documents; refused: false }
  | { ok: true; refused: true; reason: string }
  | { ok: false; problem: string };

/** Carries an intent out and checks text, lines, comments, data and the way back. */
export function checkEdit(specimen: Specimen, intent: Intent): Verdict {
  const [result, isDetached] = apply(specimen.blueprint, intent);
  if (!result.ok) return { ok: true, refused: true, reason: result.reason };
  const expected = new Model(specimen.documents, specimen.mainFile).apply(intent);
  const texts = { ...specimen.texts };
  for (const [file, edits] of Object.entries(result.edits)) {
    const before = specimen.texts[file] ?? '';
    const after = applyEdits(before, edits);
    texts[file] = after;
    if (applyEdits(after, invertEdits(before, edits)) !== before) return failed('the way back gives other bytes');
    const problem =
      checkLines({ specimen, file, intent, expected, isDetached }, after) ?? checkComments(before, after, expected, isDetached);
    if (problem !== null) return failed(problem);
  }
  for (const [file, text] of Object.entries(texts)) {
    const got = readDocument(text);
    if (got === null) return failed(`${file} cannot be read any more`);
    const problem = compareData(expected.documents[file] ?? {}, got, intent);
    if (problem !== null) return failed(`${file}: ${problem}`);
  }
  return { ok: true, texts, expected: expected.documents, refused: false };
}

function failed(problem: string): Verdict {
  return { ok: false, problem };
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

/** Every line that went, and every place where one came, must be one that the intent is about. */
function checkLines({ specimen, file, intent, expected, isDetached }: InFile, after: string): string | null {
  const finder = finderOf(specimen, file);
  const change = compareLines(specimen.texts[file] ?? '', after);
  const name = nameInText(intent);
  const named = name === null ? new Set<number>() : finder.holding(name);
  const spans = expected.touched.filter((one) => one.file === file).map(({ path }) => finder.around(path));
  const isInside = (line: number, reach: number) =>
    named.has(line) || spans.some(({ first, last }) => line >= first && line <= last + reach);
  const shared = isDetached ? new Set([...finder.holding('*'), ...finder.holding('&'), ...finder.holding('<<')]) : null;
  const stray = change.removed.find((line) => !isInside(line, 0) && !shared?.has(line));
  if (stray !== undefined) return `line ${stray + 1} of ${file} is not one to be changed`;
  const alien = change.inserted.find((line) => !isInside(line, 1) && !isInside(line - 1, 0) && !shared?.has(line) && !shared?.has(line - 1));
  return alien === undefined ? null : `a line came in front of line ${alien + 1} of ${file}`;
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
function checkComments(before: string, after: string, { removes }: Expected, isDetached: boolean): string | null {
  const old = commentsOf(before);
  const left = commentsOf(after);
  if (!removes && !isDetached) {
    const lost = missing(old, left);
    if (lost !== null && !isInsideOfReplaced(before, after)) return `the comment ${lost} is lost`;
  }
  // What is left must be what was there.
  let at = 0;
  for (const comment of left) {
    at = old.indexOf(comment, at);
    if (at === -1) return removes || isDetached ? null : `the comment ${comment} is in another place`;
    at += 1;
  }
  return null;
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

/** A value that is replaced as a whole takes the comments inside of it along. */
function isInsideOfReplaced(before: string, after: string): boolean {
  const { removed } = compareLines(before, after);
  return removed.length > 1;
}

/** Compares data; of sections whose order counts, the order too. Empty collections count like absent ones. */
function compareData(expected: JsonObject, got: JsonObject, intent: Intent): string | null {
  const problem = firstDifference(normal(expected), normal(got));
  if (problem !== null || intent.kind !== 'move-declaration') return problem;
  const order = (document: JsonObject) => Object.keys(document[intent.section] ?? {}).join();
  return order(expected) === order(got) ? null : `the order is ${order(got)}`;
}

/** Without the empty collections that mean nothing. */
function normal(document: JsonObject): Json {
  return pruned(document, 0) as Json;
}

const meaningless = new Set(['properties', 'relationships', 'interfaces', 'capabilities', 'instances', 'source_interfaces', 'target_interfaces', 'scalable', 'imports']);

function pruned(value: Json, depth: number, key = ''): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => pruned(item, depth + 1) ?? null);
  if (!isJsonObject(value)) return value === null && (depth === 1 || meaningless.has(key)) ? undefined : value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const inner = pruned(item, depth + 1, name);
    const isEmpty = inner === undefined || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0);
    const counts = !isEmpty || !(depth === 0 || meaningless.has(name) || key === 'interfaces');
    return counts ? [[name, inner ?? null]] : [];
  });
  return Object.fromEntries(entries);
}
