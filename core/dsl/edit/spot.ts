import type { ListNode, MapEntry, SyntaxNode } from '../safe-yaml/syntax.ts';
import type { EditableFile } from './blueprint.ts';
import { endOf, entrySpan, isFlow, itemSpans, startOf, type WrittenItem } from './spans.ts';

/** One step of a path: a key of a map, or the number of a list's item. */
export type PathStep = string | number;

/** Why the text of a value stands for other places too. */
export type Sharing =
  /** `*name` is written here. */
  | 'alias'
  /** The entry came by a merge key. */
  | 'merge'
  /** It has the anchor that aliases refer to. */
  | 'anchor';

/** A value in a file, and how one comes to it. */
export interface Spot {
  file: EditableFile;
  node: SyntaxNode;
  parent: Spot | null;
  /** The step from the parent to here. */
  step: PathStep;
  /** The entry of the parent's map it is the value of. */
  entry: MapEntry | null;
  /** How it is shared, by itself or as a part of its parent. */
  sharing: Sharing | null;
}

/** What is at the end of a path, or would be. */
export interface Target {
  from: Spot;
  path: readonly PathStep[];
}

/** What is below `spot`, told from the top of its file, so that everything shared on the way is met. */
export function below(spot: Spot, path: readonly PathStep[] = []): Target {
  return { from: topOf(spot.file), path: [...pathOf(spot), ...path] };
}

/** The top of a file. */
export function topOf(file: EditableFile): Spot {
  return { file, node: file.root, parent: null, step: '', entry: null, sharing: null };
}

/** The value below `spot`; null when there is none. */
export function childOf(spot: Spot, step: PathStep): Spot | null {
  const { node, file } = spot;
  if (node.kind === 'map') {
    const entry = node.entries.get(String(step));
    if (entry === undefined) return null;
    const sharing = sharingOf(file, { node: entry.value, before: () => entry.source.offset(entry.keyEnd) });
    const merged = isMerged(spot, entry) ? 'merge' : sharing;
    return { file, node: entry.value, parent: spot, step: entry.key, entry, sharing: merged };
  }
  if (node.kind !== 'list' || typeof step !== 'number') return null;
  const item = node.items[step];
  if (item === undefined) return null;
  return {
    file,
    node: item,
    parent: spot,
    step,
    entry: null,
    sharing: sharingOf(file, { node: item, before: () => endBefore(node, step) }),
  };
}

/** Where the text of the items in front of one ends: an alias refers to what is written further up. */
function endBefore(list: ListNode, index: number): number {
  let end = startOf(list);
  for (const item of list.items.slice(0, index)) if (startOf(item) >= end) end = endOf(item);
  return end;
}

/** The values in a map or list. */
export function childrenOf(spot: Spot | null): Spot[] {
  if (spot === null || spot.node.kind === 'scalar') return [];
  const steps = spot.node.kind === 'map' ? [...spot.node.entries.keys()] : [...spot.node.items.keys()];
  return steps.flatMap((step) => childOf(spot, step) ?? []);
}

/** What is below `spot` by a path; null when it does not lead anywhere. */
export function spotAt(spot: Spot, path: readonly PathStep[]): Spot | null {
  let at: Spot | null = spot;
  for (const step of path) {
    if (at === null) return null;
    at = childOf(at, step);
  }
  return at;
}

/** The steps from the top of the file. */
export function pathOf(spot: Spot): PathStep[] {
  return spot.parent === null ? [] : [...pathOf(spot.parent), spot.step];
}

/** Whether the entry of the map at `spot` is written elsewhere, and merged into it. */
export function isMerged(spot: Spot, entry: MapEntry): boolean {
  const { node } = spot;
  if (node.kind !== 'map' || node.written === undefined) return false;
  return !node.written.includes(entry);
}

/** Whether a key that a map has itself is also among what it gets by its merge keys. */
export function isAlsoMerged({ node }: Spot, key: string): boolean {
  if (node.kind !== 'map' || node.written === undefined) return false;
  const merged = node.written.filter((entry) => entry.key === '<<').map(({ value }) => value);
  const maps = merged.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return maps.some((map) => map.kind === 'map' && map.entries.has(key));
}

/** Whether a value is a map of one entry that stands in a flow list without braces: `[ key: value ]`. */
export function isSinglePair({ node, parent, sharing, file }: Spot): boolean {
  if (node.kind !== 'map' || parent?.node.kind !== 'list' || sharing === 'alias') return false;
  return isFlow(file.text, parent.node) && !isFlow(file.text, node);
}

/** Where a value is written in its parent: the whole entry or item. */
export function writtenAt(spot: Spot): WrittenItem | null {
  const { parent, entry, file } = spot;
  if (parent === null) return null;
  if (entry !== null) return entrySpan(file.text, entry);
  return parent.node.kind === 'list' ? (itemSpans(file.text, parent.node)?.[Number(spot.step)] ?? null) : null;
}

function sharingOf(file: EditableFile, { node, before }: { node: SyntaxNode; before: () => number }): Sharing | null {
  if (!file.aliased.has(node)) return null;
  return startOf(node) < before() ? 'alias' : 'anchor';
}
