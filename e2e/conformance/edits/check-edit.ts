import {
  applyEdits,
  applyIntent,
  type EditableBlueprint,
  type Intent,
  invertEdits,
} from '../../../core/dsl/edit/index.ts';
import { checkComments } from './comments.ts';
import { compareData } from './compare-data.ts';
import type { BlueprintData, Changer, Documents } from './documents.ts';
import { firstDifference } from './first-difference.ts';
import { LineFinder, type LineSpan, lostLines, strayLine } from './lines.ts';
import { carryOut, type Expected } from './model.ts';
import { DocumentReader } from './read-document.ts';
import { SharedGraph } from './shared-graph.ts';

/** A blueprint under test: its text, the same as data, and what is known of its lines. */
export interface Specimen extends BlueprintData {
  /** The folder that the locations are in. */
  folder: string;
  texts: Record<string, string>;
  blueprint: EditableBlueprint;
  finders: Map<string, LineFinder>;
  readers: Map<string, DocumentReader>;
}

/** The outcome of one intent: the texts after it, or why it did not do what it should. */
export type Verdict =
  | { kind: 'edited'; texts: Record<string, string>; expected: Documents }
  | { kind: 'refused'; reason: string }
  /** The model cannot tell what it should be. */
  | { kind: 'unchecked'; reason: string }
  | { kind: 'wrong'; problem: string };

/** Carries an intent out, with each choice if it asks for one, and checks text, lines, comments, data and the way back. */
export function checkEdit(specimen: Specimen, intent: Intent): { intent: Intent; verdict: Verdict }[] {
  const result = applyIntent(specimen.blueprint, intent);
  if (result.ok || result.choices.length === 0) return [{ intent, verdict: checkOne(specimen, intent, result) }];
  return result.choices.map((shared) => {
    const chosen = { ...intent, shared };
    return { intent: chosen, verdict: checkOne(specimen, chosen, applyIntent(specimen.blueprint, chosen)) };
  });
}

function checkOne(specimen: Specimen, intent: Intent, result: ReturnType<typeof applyIntent>): Verdict {
  if (!result.ok) return { kind: 'refused', reason: result.reason };
  if (intent.shared === 'shared' && intent.kind.startsWith('rename-')) {
    return { kind: 'unchecked', reason: 'names that stand for something else too' };
  }
  const changer = intent.shared === 'shared' ? sharedChanger(specimen) : null;
  if (changer === 'unreadable')
    return { kind: 'unchecked', reason: 'shared text that the other reader reads in another way' };
  const expected = carryOut(specimen, intent, changer);
  const texts = { ...specimen.texts };
  for (const [file, edits] of Object.entries(result.edits)) {
    const before = specimen.texts[file] ?? '';
    const after = applyEdits(before, edits);
    texts[file] = after;
    if (applyEdits(after, invertEdits(before, edits)) !== before) return failed('the way back gives other bytes');
    const problem = checkText({ specimen, file, intent, expected }, after);
    if (problem !== null) return failed(problem);
  }
  const problem = checkData(specimen, { intent, expected, texts });
  return problem === null ? { kind: 'edited', texts, expected: expected.documents } : failed(problem);
}

/** What the texts say now, against what they should. */
function checkData(
  specimen: Specimen,
  { intent, expected, texts }: { intent: Intent; expected: Expected; texts: Record<string, string> },
): string | null {
  for (const [file, text] of Object.entries(texts)) {
    const got = text === specimen.texts[file] ? specimen.documents[file] : readerOf(specimen, file).read(text);
    if (got === null || got === undefined) return `${file} cannot be read any more`;
    const problem = compareData(expected.documents[file] ?? {}, got, intent);
    if (problem !== null) return `${file}: ${problem}`;
  }
  return null;
}

function failed(problem: string): Verdict {
  return { kind: 'wrong', problem };
}

/** Changes data at every place that the text stands for. */
function sharedChanger(specimen: Specimen): Changer | 'unreadable' {
  const graphs = graphsOf(specimen);
  if (graphs === null) return 'unreadable';
  const copies = new Map<string, SharedGraph>();
  const change = (file: string, make: (graph: SharedGraph) => void) => {
    const graph = copies.get(file) ?? (graphs.get(file) ?? SharedGraph.read('')).copy();
    copies.set(file, graph);
    make(graph);
    return graph.toJson() as ReturnType<Changer['write']>;
  };
  return {
    write: (file, path, value) => change(file, (graph) => graph.write(path, value)),
    erase: (file, path) => change(file, (graph) => graph.erase(path)),
  };
}

const knownGraphs = new WeakMap<Specimen, Map<string, SharedGraph> | null>();

/** The texts with what is shared in them; null when the other reader reads one of them in another way. */
function graphsOf(specimen: Specimen): Map<string, SharedGraph> | null {
  const known = knownGraphs.get(specimen);
  if (known !== undefined) return known;
  const graphs = new Map(Object.entries(specimen.texts).map(([file, text]) => [file, SharedGraph.read(text)]));
  const isRead = [...graphs].every(
    ([file, graph]) => firstDifference(specimen.documents[file], graph.toJson()) === null,
  );
  const result = isRead ? graphs : null;
  knownGraphs.set(specimen, result);
  return result;
}

interface InFile {
  specimen: Specimen;
  file: string;
  intent: Intent;
  expected: Expected;
}

/** Lines and comments. */
function checkText(inFile: InFile, after: string): string | null {
  const { specimen, file, intent, expected } = inFile;
  const pathsOf = (places: Expected['touched']) => places.filter((one) => one.file === file).map(({ path }) => path);
  return (
    checkLines(inFile, after) ??
    checkComments({
      finder: finderOf(specimen, file),
      before: specimen.texts[file] ?? '',
      after,
      removed: pathsOf(expected.removed),
      touched: pathsOf(expected.touched),
      shared: intent.shared,
      isFree: intent.kind.startsWith('move-') || intent.kind === 'add-fragment',
    })
  );
}

/** What stands in other lines than those that the intent is about must stay, and no more of those go than need to. */
function checkLines({ specimen, file, intent, expected }: InFile, after: string): string | null {
  const before = specimen.texts[file] ?? '';
  const finder = finderOf(specimen, file);
  const name = nameInText(specimen, file, intent);
  const touched = expected.touched.filter((one) => one.file === file).map(({ path }) => path);
  const spans = [
    ...touched.map((path) => finder.around(path)),
    ...expected.removed.flatMap((one) =>
      one.file === file ? [...finder.every(one.path), ...finder.flowAround(one.path)] : [],
    ),
    ...(name === null ? [] : finder.holding(name)),
    ...(intent.shared === undefined ? [] : ['*', '&', '<<'].flatMap((sign) => finder.holding(sign))),
    ...(intent.shared === 'shared' ? finder.anchored() : []),
    // What was merged in is written at the end of the map.
    ...(intent.shared === 'detach' ? expected.removed.map(({ path }) => finder.around(path.slice(0, -1))) : []),
  ];
  const stray = strayLine(before, after, spans);
  if (stray !== null) return `this line of ${file} is not one to be changed: ${stray}`;
  if (expected.removed.length > 0 || intent.shared !== undefined || intent.kind.startsWith('move-')) return null;
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

function readerOf(specimen: Specimen, file: string): DocumentReader {
  const known = specimen.readers.get(file) ?? new DocumentReader();
  specimen.readers.set(file, known);
  return known;
}

/** What is renamed stands in every line that changes. */
function nameInText({ namespaces }: Specimen, file: string, intent: Intent): string | null {
  if (!('to' in intent) && intent.kind !== 'rename-node') return null;
  const name = intent.kind === 'rename-node' ? intent.node : intent.name;
  const prefix = `${namespaces[file] ?? ''}--`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
