import type { MapEntry, MapNode, SyntaxNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import type { EditableFile } from './blueprint.ts';
import { type Draft, nameOf } from './draft.ts';
import { columnOf, lineStart } from './lines.ts';
import { printBlock, printFlow } from './print.ts';
import { Refusal } from './refusal.ts';
import { endOf, entrySpan, type Span, startOf, writtenEntries } from './spans.ts';
import { childrenOf, isMerged, type Spot, topOf, writtenAt } from './spot.ts';

/** The map in whose text an entry is written that came to another one by a merge key, at the place of its anchor. */
export function ownerOf(file: EditableFile, entry: MapEntry): Spot | null {
  const maps = [...file.aliased].filter((node): node is MapNode => node.kind === 'map');
  const owner = maps.find((map) => (map.written ?? [...map.entries.values()]).includes(entry));
  return owner === undefined ? null : anchoredAt(topOf(file), owner);
}

/** Whether a value that is changed for all is written as a value: keys have anchors too. */
export function isChangeable({ node, file, sharing }: Spot): boolean {
  return sharing !== 'alias' || anchoredAt(topOf(file), node) !== null;
}

/** Whether a merge key brings the value into other maps. */
export function isMergedElsewhere({ node, file }: Spot): boolean {
  return file.parsed.aliases.some((alias) => {
    const at = alias.source.offset(alias.start);
    return alias.node === node && /<<[ \t]*:/.test(file.text.slice(lineStart(file.text, at), at));
  });
}

/** Where a value is written that aliases refer to, looked for below a spot. */
function anchoredAt(spot: Spot, node: SyntaxNode): Spot | null {
  if (spot.node === node) return spot;
  for (const child of childrenOf(spot)) {
    const found = child.sharing === 'alias' || child.sharing === 'merge' ? null : anchoredAt(child, node);
    if (found !== null) return found;
  }
  return null;
}

/** Frees a value from the aliases that refer to it: the first of them gets the anchor, with a copy of the value. */
export function detachAnchor(draft: Draft, spot: Spot): void {
  const written = spot.sharing === 'anchor' ? writtenAt(spot) : null;
  const name = written?.value.anchor ?? null;
  if (written === null || name === null) {
    throw new Refusal(`The anchor of ${nameOf(spot)} is written in a form that cannot be moved. Edit it in the text.`);
  }
  moveToFirstAlias(draft, spot.file, { name, node: spot.node, outside: null });
  const { start, body, head } = written.value;
  const onOwnLine =
    spot.node.kind !== 'scalar' &&
    columnOf(spot.file.text, body) !== columnOf(spot.file.text, start) &&
    lineStart(spot.file.text, body) !== lineStart(spot.file.text, start);
  draft.splice(spot.file, onOwnLine ? { start: start - 1, end: head } : { start, end: body }, '');
}

/**
 * Refuses to remove text that holds anchors which are referred to from elsewhere, or moves them there. `isOver`: another
 * value is written in its place.
 */
export function refuseLostAnchors(draft: Draft, spot: Spot, isOver = false): void {
  const { file } = spot;
  const { aliases } = file.parsed;
  const region = aliases.length === 0 ? null : textOf(spot, isOver);
  if (region === null) return;
  // A map starts where its first key does: what is around an entry is not in it. What is written over keeps its anchor.
  const around = new Set<SyntaxNode>();
  for (let at = isOver ? spot : spot.parent; at !== null; at = at.parent) around.add(at.node);
  const lost = aliases.filter(
    ({ node, source, start }) =>
      !around.has(node) && within(region, startOf(node)) && !within(region, source.offset(start)),
  );
  const [first] = lost;
  if (first === undefined) return;
  if (draft.choice !== 'detach') {
    throw new Refusal(
      `${nameOf(spot)} holds the anchor &${first.name}, which other places refer to. Move the value to the first of them.`,
      ['detach'],
    );
  }
  for (const node of new Set(lost.map((alias) => alias.node))) {
    const name = lost.find((alias) => alias.node === node)?.name ?? first.name;
    moveToFirstAlias(draft, file, { name, node, outside: region });
  }
}

/** The text that goes with a value: of an alias that is written over, the value's own, and else none. */
function textOf(spot: Spot, isOver: boolean): Span | null {
  if (spot.sharing !== 'alias') return writtenAt(spot);
  return isOver ? { start: startOf(spot.node), end: endOf(spot.node) } : null;
}

function within({ start, end }: Span, at: number): boolean {
  return at >= start && at < end;
}

/** Writes the anchor and a copy of its value in place of the first alias, or of the first outside of a stretch. */
function moveToFirstAlias(
  draft: Draft,
  file: EditableFile,
  { name, node, outside }: { name: string; node: SyntaxNode; outside: Span | null },
): void {
  const places = file.parsed.aliases
    .filter((alias) => alias.node === node)
    .map(({ source, start, end }) => ({ start: source.offset(start), end: source.offset(end) }))
    .filter(({ start }) => outside === null || !within(outside, start))
    .sort((a, b) => a.start - b.start);
  const [place] = places;
  if (place === undefined) return;
  const style = draft.style({ file, node, parent: null, step: '', entry: null, sharing: null });
  const before = file.text.slice(lineStart(file.text, place.start), place.start);
  // Behind a key in a block there is room for more than one line.
  const key = /^((?: |- )*)[^\s#'"[\]{}][^#'"[\]{}]*:[ ]+$/.exec(before)?.[1];
  const value = toJson(node);
  const printed =
    key === undefined
      ? ` ${printFlow(value, style)}`
      : printBlock(value, { column: key.length, afterKey: true }, style);
  draft.splice(file, place, `&${name}${printed}`);
}

/** Writes what a map gets by its merge keys into it, but for one key. */
export function detachMerge(draft: Draft, spot: Spot, except: string): void {
  const { node } = spot;
  if (node.kind !== 'map') return;
  for (const [key, entry] of node.entries) {
    if (isMerged(spot, entry) && key !== except) draft.add(spot, { key, value: toJson(entry.value) });
  }
  const own = new Set(node.entries.values());
  for (const entry of writtenEntries(node)) {
    if (own.has(entry) || entry.key !== '<<') continue;
    if (entrySpan(spot.file.text, entry).value.alias === null) {
      throw new Refusal(`The map behind << in ${nameOf(spot)} is written in place. Edit it in the text.`);
    }
    draft.removeEntry(spot, entry);
  }
}
