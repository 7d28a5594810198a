import type { ListNode, MapEntry, MapNode, SyntaxNode } from '../safe-yaml/syntax.ts';
import { skipTrivia } from './lines.ts';

/** A stretch of a text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A value as it is written, anchor and tag included. */
export interface WrittenValue extends Span {
  /** What stays in front of it ends here: its anchor, or the colon or dash. */
  head: number;
  /** What goes with it in front of it ends here: its tag, or nothing. */
  tail: number;
  /** What has to be written at `head` with another value: the colon of a bare key, or an anchor that stands by a tag. */
  front: string;
  /** Where the value itself starts, behind its anchor and tag. */
  body: number;
  /** The name behind `&`. */
  anchor: string | null;
  /** The name behind `*`: then the value itself is written somewhere else. */
  alias: string | null;
}

/** An entry of a map or an item of a list: the whole, from its key or dash on, and its value. */
export interface WrittenItem extends Span {
  value: WrittenValue;
}

export function startOf(node: SyntaxNode): number {
  return node.source.offset(node.start);
}

export function endOf(node: SyntaxNode): number {
  return node.source.offset(node.end);
}

/** Whether a collection is written with brackets or braces. */
export function isFlow(text: string, node: SyntaxNode): boolean {
  if (node.kind === 'scalar') return false;
  const sign = text.charAt(startOf(node));
  return node.kind === 'list' ? sign === '[' : sign === '{';
}

/** The key of an entry. */
export function keySpan(entry: MapEntry): Span {
  return { start: entry.source.offset(entry.keyStart), end: entry.source.offset(entry.keyEnd) };
}

/** The single value that ends the text of a node; null when an alias or an empty collection does. */
export function lastLeaf(node: SyntaxNode): SyntaxNode | null {
  if (node.kind === 'scalar') return node;
  const last = node.kind === 'list' ? node.items.at(-1) : writtenEntries(node).at(-1)?.value;
  return last === undefined || startOf(last) < startOf(node) ? null : lastLeaf(last);
}

/** The entries of a map that are written in it, in the order of the text: merge keys and doubled ones among them. */
export function writtenEntries(map: MapNode): MapEntry[] {
  const entries = map.written ?? [...map.entries.values()];
  return map.written === undefined ? entries.slice() : entries.toSorted((a, b) => keySpan(a).start - keySpan(b).start);
}

/** Where an entry that is written in a map of this text stands. */
export function entrySpan(text: string, entry: MapEntry): WrittenItem {
  const key = keySpan(entry);
  const start = questionMark(text, key.start) ?? key.start;
  const colon = skipTrivia(text, key.end);
  if (text.charAt(colon) !== ':') return { start, end: key.end, value: missing(key.end, ':') };
  const value = readValue(text, colon + 1, entry.value);
  return { start, end: Math.max(value.end, colon + 1), value };
}

/** The place of the sign in front of a key like `? key`. */
function questionMark(text: string, key: number): number | null {
  let at = key - 1;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at -= 1;
  const isSign = text.charAt(at) === '?' && at < key - 1 && /^[\s[{,]?$/.test(text.charAt(at - 1));
  return isSign ? at : null;
}

/** A value of which nothing is written. */
function missing(at: number, front: string): WrittenValue {
  return { start: at, head: at, tail: at, front, body: at, end: at, anchor: null, alias: null };
}

/** Where the items of a list stand, in order; null when they are not written as items (a set). */
export function itemSpans(text: string, list: ListNode): WrittenItem[] | null {
  const flow = isFlow(text, list);
  const spans: WrittenItem[] = [];
  let at = startOf(list);
  for (const item of list.items) {
    at = skipTrivia(text, at);
    if (flow ? !'[,'.includes(text.charAt(at)) : text.charAt(at) !== '-') return null;
    const value = readValue(text, at + 1, item);
    spans.push({ start: flow ? value.start : at, end: Math.max(value.end, flow ? value.start : at + 1), value });
    at = Math.max(value.end, at + 1);
  }
  return spans;
}

const property = /(?:&([^\s,[\]{}]+)|!\S*)[ \t]*/y;
const aliasName = /\*([^\s,[\]{}]+)/y;

/** Reads what is written of a value behind its colon or dash. */
function readValue(text: string, from: number, node: SyntaxNode): WrittenValue {
  const nodeStart = startOf(node);
  const limit = nodeStart >= from ? nodeStart : text.length;
  const start = skipTrivia(text, from);
  aliasName.lastIndex = start;
  const isAlias = nodeStart < from;
  if (isAlias) {
    const name = aliasName.exec(text)?.[1] ?? '';
    return {
      start,
      head: from,
      tail: from,
      front: '',
      body: start,
      end: start + 1 + name.length,
      anchor: null,
      alias: name,
    };
  }
  // Nothing is written: what follows belongs to others.
  if (start > endOf(node)) return missing(from, '');
  // A collection starts behind its anchor and tag: further ones are about its first key.
  const behind = node.kind === 'scalar' ? Math.max(limit, endOf(node)) : limit;
  const { anchor, hasTag, end, body } = readProperties(text, start, behind);
  const own = { start, body, end: endOf(node), anchor, alias: null };
  // A tag is about the value that is there.
  if (hasTag) return { ...own, head: from, tail: end, front: anchor === null ? '' : ` &${anchor}` };
  const head = anchor === null ? from : end;
  return { ...own, head, tail: head, front: '' };
}

function readProperties(text: string, start: number, limit: number) {
  let anchor: string | null = null;
  let hasTag = false;
  let end = start;
  let at = start;
  while (at < limit) {
    property.lastIndex = at;
    const found = property.exec(text);
    if (found === null) break;
    anchor = found[1] ?? anchor;
    hasTag ||= found[1] === undefined;
    end = at + found[0].trimEnd().length;
    at = skipTrivia(text, property.lastIndex);
  }
  return { anchor, hasTag, end, body: Math.min(at, Math.max(limit, start)) };
}
