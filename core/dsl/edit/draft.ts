import type { Json } from '../../blueprint/json.ts';
import type { MapEntry, SyntaxNode } from '../safe-yaml/syntax.ts';
import type { EditableBlueprint, EditableFile } from './blueprint.ts';
import {
  type Addition,
  insertInside,
  insertIntoBlock,
  insertIntoFlow,
  insertIntoSinglePair,
  printAddition,
} from './insert.ts';
import { columnOf } from './lines.ts';
import { type PrintPlace, printKey, quoted } from './print.ts';
import { Refusal, type SharedChoice } from './refusal.ts';
import { removeFromBlock, removeFromFlow } from './remove.ts';
import { replaceByText, replaceValue } from './replace.ts';
import { placeOfSection } from './section-order.ts';
import {
  endOf,
  entrySpan,
  isFlow,
  itemSpans,
  keySpan,
  type Span,
  startOf,
  type WrittenItem,
  writtenEntries,
} from './spans.ts';
import { isAlsoMerged, isSinglePair, pathOf, type Spot, writtenAt } from './spot.ts';
import { type Style, styleOf } from './style.ts';
import { joinEdits, type TextEdit } from './text-edit.ts';

/** What is to become of a collection. */
interface Pending {
  spot: Spot;
  /** Entries, or numbers of items, that go. */
  removed: Set<MapEntry | number>;
  added: Addition[];
}

/** Says which collections are left out rather than written empty. */
export type IsOptional = (path: readonly (string | number)[]) => boolean;

/** The changes of one intent while they are put together; nothing is written before `finish`. */
export class Draft {
  readonly blueprint: EditableBlueprint;
  /** What to do about text that several places share; null: ask. */
  readonly choice: SharedChoice | null;
  readonly #edits = new Map<EditableFile, TextEdit[]>();
  readonly #pending = new Map<SyntaxNode, Pending>();
  readonly #isOptional: IsOptional;

  constructor(blueprint: EditableBlueprint, choice: SharedChoice | null, isOptional: IsOptional) {
    this.blueprint = blueprint;
    this.choice = choice;
    this.#isOptional = isOptional;
  }

  /** Replaces a stretch of a file. */
  splice(file: EditableFile, { start, end }: Span, insert: string): void {
    this.#push(file, [{ from: start, to: end, insert }]);
  }

  /** Adds an entry, or without a key an item, to the collection at `spot`, or to the empty value there. */
  add(spot: Spot, addition: Addition): void {
    const { key } = addition;
    const { node } = spot;
    if (node.kind === 'scalar' && node.value !== null) {
      throw new Refusal(`${nameOf(spot)} is a single value, so nothing can be put into it. Change it to a map first.`);
    }
    if (node.kind !== 'scalar' && (node.kind === 'list') !== (key === null)) {
      const kind = node.kind === 'list' ? 'a list' : 'a map';
      throw new Refusal(`${nameOf(spot)} is ${kind}, which is not what the change needs there. Edit it in the text.`);
    }
    this.#of(spot).added.push(addition);
  }

  /** Takes a value out of its parent, with its key. Of equal keys all go: the earlier would count again. */
  remove(spot: Spot): void {
    const { parent, entry } = spot;
    if (parent === null) throw new Refusal('A file cannot be removed from itself.');
    const { removed } = this.#of(parent);
    if (entry === null) removed.add(Number(spot.step));
    else if (parent.node.kind === 'map') {
      const { written = [entry] } = parent.node;
      for (const one of written) if (one.key === entry.key) removed.add(one);
    }
  }

  /** Takes one entry of a map as it is written, such as a merge key. */
  removeEntry(spot: Spot, entry: MapEntry): void {
    this.#of(spot).removed.add(entry);
  }

  /** Writes another value at `spot`. */
  replace(spot: Spot, value: Json): void {
    if (spot.sharing === 'alias' || !this.#replaceItem(spot, value)) {
      this.#push(spot.file, replaceValue(this.#inPlace(spot), value));
    }
  }

  /** Writes a value in place of the alias at `spot`. */
  replaceAlias(spot: Spot, value: Json): void {
    if (!this.#replaceItem(spot, value)) throw new Refusal(cannotSee(spot));
  }

  /** False when the value does not stand in a collection that is written out. */
  #replaceItem(spot: Spot, value: Json): boolean {
    const { file, node, parent } = spot;
    const item = writtenAt(spot);
    if (item === null || parent === null) return false;
    const place = placeFor(spot, parent, item);
    this.#push(
      file,
      replaceValue({ text: file.text, node, written: item.value, style: this.style(spot), place }, value),
    );
    return true;
  }

  /** Gives the entry at `spot` another key, and all that have the same one. */
  renameKey(spot: Spot, key: string): void {
    const { parent, entry, file } = spot;
    if (entry === null || parent === null || parent.node.kind !== 'map') throw new Refusal(cannotSee(spot));
    const same = writtenEntries(parent.node).filter((one) => one.key === entry.key);
    for (const one of same.length === 0 ? [entry] : same) this.renameText(file, bareKey(file.text, keySpan(one)), key);
  }

  /** Writes another text in place of a key or a scalar of one line, in the quotes it has. */
  renameText(file: EditableFile, span: Span, text: string): void {
    const sign = file.text.charAt(span.start);
    const style = { quote: "'" as const, quotedKeys: false };
    const insert = sign === '"' || sign === "'" ? quoted(text, sign) : printKey(text, style);
    this.splice(file, span, insert);
  }

  /** How the text around `spot` is written. */
  style(spot: Spot): Style {
    return styleOf(spot.file.text, spot.file.root, spot.parent?.node ?? spot.node);
  }

  /** The edits by location. */
  finish(): Record<string, TextEdit[]> {
    this.#leaveOut();
    for (const pending of this.#pending.values()) this.#push(pending.spot.file, this.#editsOf(pending));
    const result: [string, TextEdit[]][] = [];
    for (const [file, edits] of this.#edits) {
      const joined = joinEdits(edits.filter(({ from, to, insert }) => file.text.slice(from, to) !== insert));
      if (joined === null)
        throw new Refusal(`The change would touch the same text of ${file.location} twice. Do it in two steps.`);
      if (joined.length > 0) result.push([file.location, joined]);
    }
    return Object.fromEntries(result);
  }

  #push(file: EditableFile, edits: readonly TextEdit[]): void {
    const known = this.#edits.get(file);
    if (known === undefined) this.#edits.set(file, [...edits]);
    else known.push(...edits);
  }

  #of(spot: Spot): Pending {
    const known = this.#pending.get(spot.node);
    if (known !== undefined) return known;
    const pending: Pending = { spot, removed: new Set(), added: [] };
    this.#pending.set(spot.node, pending);
    return pending;
  }

  /** Collections that lose everything are left out with their key where they need not be. */
  #leaveOut(): void {
    for (const pending of this.#pending.values()) {
      const { spot, removed, added } = pending;
      if (added.length > 0 || removed.size < itemsOf(spot).length || spot.parent === null) continue;
      if (spot.sharing !== null || !this.#isOptional(pathOf(spot)) || hasOtherComments(spot)) continue;
      // Without it, what is merged in would count.
      if (isAlsoMerged(spot.parent, String(spot.step))) continue;
      this.#pending.delete(spot.node);
      // The map that is being looped over meets what is added to it.
      this.remove(spot);
    }
  }

  #editsOf({ spot, removed, added }: Pending): TextEdit[] {
    const { file, node } = spot;
    const { text } = file;
    const items = itemsOf(spot);
    const gone = new Set(identitiesOf(spot, items.length).flatMap((one, index) => (removed.has(one) ? [index] : [])));
    if (gone.size === items.length) return this.#refill(spot, added);
    const isBlock = !isFlow(text, node);
    const edits = isBlock ? removeFromBlock(text, items, gone) : removeFromFlow(text, items, gone);
    // To find out how a text is written takes longer than all else.
    if (added.length === 0) return edits;
    const filled = { text, node, items, style: styleOf(text, file.root, node) };
    if (isSinglePair(spot)) return insertIntoSinglePair(filled, added);
    const kept = items.filter((_item, index) => !gone.has(index));
    const inserted = isBlock
      ? insertByPlace(spot, filled, { added, kept: kept.at(-1) })
      : insertIntoFlow({ ...filled, items: kept }, added);
    return [...edits, ...inserted];
  }

  /** Writes what is added in place of an empty value, or of one that loses everything. */
  #refill(spot: Spot, added: readonly Addition[]): TextEdit[] {
    const old = this.#oldValue(spot);
    if (added.length === 0) return replaceValue(old, emptyOf(spot.node));
    const { place, style } = old;
    if (place === null || added.every(({ lines }) => lines === undefined)) return replaceValue(old, asValue(added));
    const lines = added.map((addition) => printAddition(addition, place.column + style.step, style));
    return replaceByText(old, style.lineBreak + lines.join(style.lineBreak));
  }

  #oldValue(spot: Spot): Parameters<typeof replaceValue>[0] {
    const { file, node, parent } = spot;
    const item = spot.sharing === 'alias' ? null : writtenAt(spot);
    if (item === null || parent === null || startOf(parent.node) > item.start) return this.#inPlace(spot);
    const place = placeFor(spot, parent, item);
    return { text: file.text, node, written: item.value, style: this.style(spot), place };
  }

  /** A value whose surroundings are not known, as it is the one that an alias refers to: it is written in one line. */
  #inPlace(spot: Spot): Parameters<typeof replaceValue>[0] {
    const { file, node } = spot;
    const start = startOf(node);
    const head = start > 0 && file.text.charAt(start - 1) === ' ' ? start - 1 : start;
    const written = { start, head, tail: head, front: '', body: start, end: endOf(node), anchor: null, alias: null };
    return { text: file.text, node, written, style: this.style(spot), place: null };
  }
}

/** Where a block may be written; null where only one line will do: what is merged in may stand in a flow map. */
function placeFor({ file, entry, sharing }: Spot, parent: Spot, item: WrittenItem): PrintPlace | null {
  if (sharing === 'merge' || isFlow(file.text, parent.node) || isSinglePair(parent)) return null;
  return { column: columnOf(file.text, item.start), afterKey: entry !== null };
}

/** Sections go where they usually stand; everything else goes behind what is there. */
function insertByPlace(
  spot: Spot,
  filled: { text: string; node: SyntaxNode; items: readonly WrittenItem[]; style: Style },
  { added, kept }: { added: readonly Addition[]; kept: WrittenItem | undefined },
): TextEdit[] {
  const { node } = spot;
  const { length } = filled.items;
  const sections = spot.parent === null && node.kind === 'map' ? writtenEntries(node).map(({ key }) => key) : null;
  const places = Map.groupBy(added, ({ key }) => (sections === null ? length : placeOfSection(sections, key ?? '')));
  return [...places].flatMap(([place, additions]) => {
    if (place < length) return insertInside(filled, additions, place);
    return insertIntoBlock(filled, additions, kept);
  });
}

function asValue(added: readonly Addition[]): Json {
  if (added[0]?.key === null) return added.map(({ value }) => value);
  return Object.fromEntries(added.map(({ key, value }) => [key ?? '', value]));
}

function emptyOf(node: SyntaxNode): Json {
  return node.kind === 'list' ? [] : {};
}

/** What is written in a collection, in order. */
export function itemsOf({ node, file }: Spot): WrittenItem[] {
  if (node.kind === 'map') {
    const entries = writtenEntries(node).map((entry) => entrySpan(file.text, entry));
    if (!isFlow(file.text, node)) checkColumns(file, columnOf(file.text, startOf(node)), entries);
    return entries;
  }
  if (node.kind === 'scalar') return [];
  const spans = itemSpans(file.text, node);
  if (spans === null) throw new Refusal('A set written with !!set cannot be edited here. Edit it in the text.');
  return spans;
}

/** Keys that are written over several lines behind `?` are not where one would look for them. */
function checkColumns({ text, location }: EditableFile, column: number, entries: readonly WrittenItem[]): void {
  const odd = entries.find(({ start }) => columnOf(text, start) !== column);
  if (odd === undefined) return;
  const line = text.slice(0, odd.start).split('\n').length;
  throw new Refusal(`The key in line ${line} of ${location} is written in an unusual form. Edit it in the text.`);
}

/** A key without its anchor and tag; its anchor may be referred to. */
function bareKey(text: string, { start, end }: Span): Span {
  const properties = /^(?:[&!]\S*\s+)*/.exec(text.slice(start, end))?.[0] ?? '';
  return { start: start + (properties.includes('&') ? properties.length : 0), end };
}

/** What stands for each entry or item when it is removed. */
function identitiesOf({ node }: Spot, length: number): (MapEntry | number)[] {
  return node.kind === 'map' ? writtenEntries(node) : Array.from({ length }, (_, index) => index);
}

/** Whether there are comments in a collection that belong to none of its entries. */
function hasOtherComments(spot: Spot): boolean {
  const whole = writtenAt(spot);
  const [first] = itemsOf(spot);
  if (whole === null || first === undefined) return false;
  const { text } = spot.file;
  const between = text.slice(whole.value.head, first.start);
  const comments = between.split(/\r?\n|\r/).slice(1);
  // Those directly above the first one are its own.
  const own = comments.findLastIndex((line) => line.trim() === '');
  const last = comments.length - 1;
  const detached = comments.slice(
    0,
    own === last ? comments.findLastIndex((line, index) => index < last && line.trim() === '') + 1 : own + 1,
  );
  return detached.some((line) => line.trim().startsWith('#'));
}

/** A value in words, for messages. */
export function nameOf(spot: Spot): string {
  return `"${pathOf(spot).join('.')}" in ${spot.file.location}`;
}

function cannotSee(spot: Spot): string {
  return `${nameOf(spot)} is written in a form that cannot be edited here. Edit it in the text.`;
}
