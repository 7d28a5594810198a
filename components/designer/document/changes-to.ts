import type { TextEdit } from '../../../core/dsl/edit/index.ts';
import { invertEdits } from '../../../core/dsl/edit/text-edit.ts';
import { diffLines, splitLines } from '../../../core/text/diff-lines.ts';
import type { Change, DesignFile } from './history.ts';
import type { Layout, LayoutPatch } from './layout.ts';

/** All of a draft that is kept: its files and where things stand. */
export interface Content {
  files: ReadonlyMap<string, DesignFile>;
  mainFile: string;
  layout: Layout;
}

/** Whether two files are the same to the last byte; null: there is none. */
export function isSameFile(a: DesignFile | null, b: DesignFile | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return a.mode === b.mode && a.text === b.text && (a.text !== null || a.hash === b.hash);
}

/** What leads from one content to another: texts line by line, so that a cursor in one stays where it is. */
export function changesTo(from: Content, to: Content): { changes: Change[]; layout: LayoutPatch | null } {
  const paths = new Set([...from.files.keys(), ...to.files.keys()]);
  const changes = [...paths].flatMap((path) => {
    const [before, after] = [from.files.get(path) ?? null, to.files.get(path) ?? null];
    return isSameFile(before, after) ? [] : [fileChange(path, before, after)];
  });
  if (from.mainFile !== to.mainFile) changes.push({ kind: 'main-file', before: from.mainFile, after: to.mainFile });
  return { changes, layout: layoutPatch(from.layout, to.layout) };
}

function fileChange(path: string, before: DesignFile | null, after: DesignFile | null): Change {
  const [old, text] = [before?.text ?? null, after?.text ?? null];
  if (old === null || text === null || before?.mode !== after?.mode) return { kind: 'file', path, before, after };
  const forth = lineEdits(old, text);
  return { kind: 'text', path, forth, back: invertEdits(old, forth) };
}

/** The edits that lead from one text to another, line by line. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const lines = splitLines(before);
  const offsets = [0];
  for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length);
  return diffLines(lines, splitLines(after)).map(({ start, end, lines: put }) => ({
    from: offsets[start] ?? before.length,
    to: offsets[end] ?? before.length,
    insert: put.join(''),
  }));
}

/** Whether everything stands at the same place. */
export function isSameLayout(a: Layout, b: Layout): boolean {
  return a === b || layoutPatch(a, b) === null;
}

/** Whether a patch changes anything. */
export function isChange(layout: Layout, { places = {}, notes = {} }: LayoutPatch): boolean {
  return changes(layout.places, places) || changes(layout.notes, notes);
}

function changes<Value extends object>(
  record: Readonly<Record<string, Value>>,
  patch: Readonly<Record<string, Value | null>>,
): boolean {
  return Object.entries(patch).some(([key, value]) => {
    const before = Object.hasOwn(record, key) ? record[key] : undefined;
    return !isSamePart(before, value ?? undefined);
  });
}

function layoutPatch(from: Layout, to: Layout): LayoutPatch | null {
  const places = recordPatch(from.places, to.places);
  const notes = recordPatch(from.notes, to.notes);
  return Object.keys(places).length + Object.keys(notes).length === 0 ? null : { places, notes };
}

function recordPatch<Value extends object>(
  from: Readonly<Record<string, Value>>,
  to: Readonly<Record<string, Value>>,
): Record<string, Value | null> {
  const before = new Map(Object.entries(from));
  const after = new Map(Object.entries(to));
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => [key, null] as const);
  const put = [...after].filter(([key, value]) => !isSamePart(before.get(key), value));
  return Object.fromEntries<Value | null>([...gone, ...put]);
}

/** Of parts of a layout: flat records. */
export function isSamePart(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...left.keys(), ...right.keys()].every((key) => left.get(key) === right.get(key));
}
