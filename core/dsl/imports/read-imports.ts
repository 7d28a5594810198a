import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { requireVersion } from '../language-version.ts';
import {
  isNull,
  keyRangeOf,
  type MapEntry,
  type MapNode,
  rangeOf,
  type SyntaxNode,
  textOf,
} from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import type { ImportedFile } from './merge-sections.ts';
import { namespaceMark } from './namespaced-name.ts';

/** One entry of a file's import list. */
export interface ImportStatement {
  /** What is imported, without the namespace. */
  location: string;
  /** The namespace written before it. */
  namespace: string | null;
  /** Values for the properties of the plugins that the imported file declares. */
  properties: MapNode | null;
  /** The file it is written in. */
  importer: ImportedFile;
  /** The text it is written as, namespace included. */
  node: SyntaxNode;
}

/**
 * The imports a file asks for; malformed entries are reported and left out. As in the reference, the form of the list
 * is checked in the main file only: duplicates (2), properties (102 before 1_5, 220) and their values (220).
 */
export function readImports(file: ImportedFile, context: CompileContext): ImportStatement[] {
  const list = file.root.entries.get('imports')?.value;
  if (list === undefined || isNull(list)) return [];
  if (list.kind !== 'list') {
    // In the main file, the section is checked with the others.
    if (!file.main) reportNotText(list, 'The section "imports" must be a list', context);
    return [];
  }
  const statements: ImportStatement[] = [];
  const seen = new Set<string>();
  for (const item of list.items) {
    const written = file.main ? readMainEntry(item, context) : readEntry(item, context);
    if (written === null) continue;
    if (file.main && seen.has(written.text)) reportDuplicate(written, context);
    seen.add(written.text);
    const split = splitNamespace(written, context);
    if (split !== null) statements.push({ ...written, ...split, importer: file });
  }
  return statements;
}

/** One entry as written: its text and, in the form with properties, those. */
interface WrittenImport {
  text: string;
  node: SyntaxNode;
  properties: MapNode | null;
}

function readEntry(item: SyntaxNode, context: CompileContext): WrittenImport | null {
  const text = textOf(item);
  if (text !== null) return { text, node: item, properties: null };
  const [only] = item.kind === 'map' ? item.entries.values() : [];
  if (only === undefined || only.keyType !== 'string') {
    reportNotText(item, 'An import must be a text, the location of a file, or a map of one such text', context);
    return null;
  }
  const { value } = only;
  if (value.kind !== 'map' && !isNull(value)) {
    reportNotText(value, `The properties of the import "${only.key}" must be a map`, context);
    return null;
  }
  return { text: only.key, node: keyNode(only), properties: value.kind === 'map' ? value : null };
}

function readMainEntry(item: SyntaxNode, context: CompileContext): WrittenImport | null {
  if (isNull(item)) {
    const hint = 'Write a location after the dash, or remove it.';
    context.report.error({ code: 220, detail: 'An import is empty.', range: rangeOf(item), hint });
    return null;
  }
  if (item.kind !== 'map') return readEntry(item, context);
  for (const entry of item.entries.values()) checkProperties(entry, context);
  if (item.entries.size === 1) return readEntry(item, context);
  const [, second] = item.entries.values();
  context.report.error({
    code: 220,
    detail: `An import with properties must have exactly one location, and this one has ${item.entries.size}.`,
    range: second === undefined ? rangeOf(item) : keyRangeOf(second),
    hint: 'Write each import as an item of its own, with a dash.',
  });
  return null;
}

function checkProperties(entry: MapEntry, context: CompileContext): void {
  if (entry.value.kind !== 'map') return;
  requireVersion({ ...entry, key: 'properties of an import' }, 5, { ...context, like: 220 });
  for (const property of entry.value.entries.values()) checkProperty(property, context);
}

function checkProperty(property: MapEntry, context: CompileContext): void {
  const { value } = property;
  if (!isNull(value) && (value.kind !== 'map' || isFunctionNode(value))) return;
  context.report.error({
    code: 220,
    detail: `The property "${property.key}" of an import must be a single value, a list or a function, and this is ${inWords(value)}.`,
    range: isNull(value) ? keyRangeOf(property) : rangeOf(value),
    hint: 'A map is only possible as a call, for example { get_secret: name }.',
  });
}

/** The namespace is everything before the last mark, and may not hold the mark itself (212). */
function splitNamespace(
  { text, node }: WrittenImport,
  context: CompileContext,
): { namespace: string | null; location: string } | null {
  const mark = text.lastIndexOf(namespaceMark);
  if (mark <= 0) return { namespace: null, location: mark === 0 ? text.slice(namespaceMark.length) : text };
  const namespace = text.slice(0, mark);
  if (!namespace.includes(namespaceMark)) return { namespace, location: text.slice(mark + namespaceMark.length) };
  context.report.error({
    code: 212,
    detail: `The namespace "${namespace}" of an import may not hold "${namespaceMark}".`,
    range: rangeOf(node),
    like: 13,
    hint: `Write one name before "${namespaceMark}"; nested namespaces come from imports of imported files.`,
  });
  return null;
}

function reportDuplicate({ text, node }: WrittenImport, context: CompileContext): void {
  const detail = `"${text}" is imported twice.`;
  context.report.error({ code: 2, detail, range: rangeOf(node), hint: 'Remove one of the two.' });
}

function reportNotText(node: SyntaxNode, must: string, context: CompileContext): void {
  const detail = `${must}, and this is ${inWords(node)}.`;
  context.report.error({ code: 1, like: 220, detail, range: rangeOf(node) });
}

/** The key of an entry as a value, for its place. */
function keyNode({ key, source, keyStart, keyEnd }: MapEntry): SyntaxNode {
  return { kind: 'scalar', type: 'string', value: key, source, start: keyStart, end: keyEnd, size: 1, depth: 1 };
}
