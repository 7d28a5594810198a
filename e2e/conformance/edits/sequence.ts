import {
  applyEdits,
  applyIntent,
  type EditableBlueprint,
  type Intent,
  invertEdits,
  openBlueprint,
  type TextEdit,
} from '../../../core/dsl/edit/index.ts';
import { seededRandom } from '../../../core/dsl/testing/random.ts';
import { casesOf } from './cases.ts';
import type { Specimen } from './check-edit.ts';
import type { Documents } from './documents.ts';
import { DocumentReader } from './read-document.ts';

const mostSteps = 200;

/** Blueprints of fewer nodes run out of things to do. */
const fewestNodes = 4;

/** Carries intents out one after the other, chosen as by dice, and takes all of them back. */
export function tryASequence(specimen: Specimen): { steps: number; problem: string | null } {
  const { mainFile } = specimen;
  const nodes = Object.values(specimen.documents).flatMap((one) => Object.keys(one['node_templates'] ?? {}));
  if (nodes.length < fewestNodes) return { steps: 0, problem: null };
  const random = seededRandom(nodes.length);
  const relationships = Object.fromEntries(
    [...specimen.containment].map((name) => [name, { type_hierarchy: ['cloudify.relationships.contained_in'] }]),
  );
  const readers = new Map(Object.keys(specimen.texts).map((file) => [file, new DocumentReader()]));
  const done: Record<string, TextEdit[]>[] = [];
  let texts = specimen.texts;
  let blueprint: EditableBlueprint | null = null;
  let cases: readonly Intent[] = [];
  while (done.length < mostSteps) {
    const previous: EditableBlueprint | null = blueprint;
    blueprint = openBlueprint({ mainFile, sources: texts, relationships, ...(previous && { previous }) });
    if (done.length % 10 === 0) cases = casesNow(texts, { readers, specimen, blueprint });
    const found = firstThatApplies(blueprint, cases, random.pick);
    if (found === null) break;
    const { intent, edits } = found;
    done.push(inverse(texts, edits));
    texts = edited(texts, edits);
    if (Object.entries(texts).some(([file, text]) => readers.get(file)?.read(text) === null)) {
      return { steps: done.length, problem: `cannot be read after step ${done.length}, ${JSON.stringify(intent)}` };
    }
  }
  const end = done.toReversed().reduce(edited, texts);
  const changed = Object.keys(specimen.texts).find((file) => end[file] !== specimen.texts[file]);
  return {
    steps: done.length,
    problem: changed === undefined ? null : `${changed} has other bytes when all is undone`,
  };
}

/** What could be done to the texts as they are; most of it can still be done some steps later. */
function casesNow(
  texts: Record<string, string>,
  {
    readers,
    specimen,
    blueprint,
  }: { readers: Map<string, DocumentReader>; specimen: Specimen; blueprint: EditableBlueprint },
): Intent[] {
  const documents: Documents = {};
  for (const [file, text] of Object.entries(texts)) documents[file] = readers.get(file)?.read(text) ?? {};
  const { mainFile, namespaces } = specimen;
  return casesOf({ mainFile, documents, namespaces, containment: blueprint.containment }, blueprint);
}

function firstThatApplies(
  blueprint: EditableBlueprint,
  cases: readonly Intent[],
  pick: <T>(from: readonly T[]) => T,
): { intent: Intent; edits: Record<string, TextEdit[]> } | null {
  for (let attempt = 0; attempt < 20 && cases.length > 0; attempt += 1) {
    const intent = { ...pick(cases), shared: pick(['shared', 'detach'] as const) };
    const result = applyIntent(blueprint, intent);
    if (result.ok && Object.keys(result.edits).length > 0) return { intent, edits: result.edits };
  }
  return null;
}

function edited(texts: Record<string, string>, edits: Record<string, TextEdit[]>): Record<string, string> {
  const changed = Object.entries(edits).map(([file, each]) => [file, applyEdits(texts[file] ?? '', each)]);
  return { ...texts, ...Object.fromEntries(changed) };
}

function inverse(texts: Record<string, string>, edits: Record<string, TextEdit[]>): Record<string, TextEdit[]> {
  return Object.fromEntries(Object.entries(edits).map(([file, each]) => [file, invertEdits(texts[file] ?? '', each)]));
}
