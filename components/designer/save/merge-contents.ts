import { mergeTexts } from '../../../core/text/merge-texts.ts';
import { type Content, isSameFile, isSamePart } from '../document/changes-to.ts';
import type { DesignFile } from '../document/history.ts';

/** What two people made of one draft, together. */
export interface MergedContent {
  content: Content;
  /** Paths of the files in which both changed the same; there, `content` has mine. */
  conflicts: string[];
}

/**
 * Carries the changes of both out, file by file and line by line. Where both moved the same thing on the canvas, it
 * stands where I put it.
 */
export function mergeContents(base: Content, { mine, theirs }: { mine: Content; theirs: Content }): MergedContent {
  const files = new Map<string, DesignFile>();
  const conflicts: string[] = [];
  const paths = new Set([...base.files.keys(), ...mine.files.keys(), ...theirs.files.keys()]);
  for (const path of paths) {
    const of = (content: Content) => content.files.get(path) ?? null;
    const { file, isConflict } = mergeFiles(of(base), { mine: of(mine), theirs: of(theirs) });
    if (file !== null) files.set(path, file);
    if (isConflict) conflicts.push(path);
  }
  const mainFile = mine.mainFile === base.mainFile ? theirs.mainFile : mine.mainFile;
  const layout = {
    places: mergeRecords(base.layout.places, { mine: mine.layout.places, theirs: theirs.layout.places }),
    notes: mergeRecords(base.layout.notes, { mine: mine.layout.notes, theirs: theirs.layout.notes }),
  };
  return { content: { files, mainFile, layout }, conflicts: conflicts.sort() };
}

interface Sides<Side> {
  mine: Side;
  theirs: Side;
}

function mergeFiles(
  base: DesignFile | null,
  { mine, theirs }: Sides<DesignFile | null>,
): { file: DesignFile | null; isConflict: boolean } {
  if (isSameFile(mine, theirs) || isSameFile(theirs, base)) return { file: mine, isConflict: false };
  if (isSameFile(mine, base)) return { file: theirs, isConflict: false };
  const merged = mergeBoth(base, { mine, theirs });
  return merged ?? { file: mine ?? theirs, isConflict: true };
}

function mergeBoth(base: DesignFile | null, { mine, theirs }: Sides<DesignFile | null>) {
  if (base === null || mine === null || theirs === null) return null;
  if (base.text === null || mine.text === null || theirs.text === null) return null;
  const { text, conflicts } = mergeTexts(base.text, { mine: mine.text, theirs: theirs.text });
  const mode = mine.mode === base.mode ? theirs.mode : mine.mode;
  const size = new TextEncoder().encode(text).byteLength;
  return { file: { path: mine.path, mode, text, size }, isConflict: conflicts > 0 };
}

function mergeRecords<Value extends object>(
  base: Readonly<Record<string, Value>>,
  { mine, theirs }: Sides<Readonly<Record<string, Value>>>,
): Record<string, Value> {
  const [before, ours, others] = [base, mine, theirs].map((record) => new Map(Object.entries(record)));
  if (before === undefined || ours === undefined || others === undefined) return {};
  const merged: [string, Value][] = [];
  for (const key of new Set([...ours.keys(), ...others.keys()])) {
    const isMine = !isSamePart(ours.get(key), before.get(key));
    const value = isMine ? ours.get(key) : others.get(key);
    if (value !== undefined) merged.push([key, value]);
  }
  return Object.fromEntries(merged);
}
