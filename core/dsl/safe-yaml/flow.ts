import { code, isBlank } from './characters.ts';
import { keyText, MapBuilder } from './map-builder.ts';
import { readPlain, readPlainLine } from './plain.ts';
import { atProperties, type Properties, readAlias, readProperties } from './properties.ts';
import { readQuoted } from './quoted.ts';
import type { Reading } from './reading.ts';
import { emptyNode, plainNode, scalarNode, withProperties } from './resolve.ts';
import { isSurelyText } from './scalars.ts';
import type { ListNode, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';
import { notAValue, unclosedCollection } from './trouble.ts';

/** Keys without `? ` end in the line they start in, and are not longer than this. */
const longestKey = 1024;

/**
 * Reads what can stand in one line: an alias, a quoted or plain text, or a flow collection. `indent` is that of the
 * surrounding block collection, or null inside a flow collection.
 */
export function readInline(reading: Reading, indent: number | null): SyntaxNode {
  const start = reading.at;
  switch (reading.peek()) {
    case code.asterisk:
      return readAlias(reading);
    case code.quote:
    case code.doubleQuote: {
      const text = readQuoted(reading);
      return reading.scalar('string', text, start);
    }
    case code.openBracket:
      return readFlowList(reading);
    case code.openBrace:
      return readFlowMap(reading);
    default:
      checkPlainStart(reading, indent === null);
      return plainNode(reading, readPlain(reading, indent), start);
  }
}

/** Reads what can stand in one line and has these properties, at least an empty text. */
export function readTagged(reading: Reading, indent: number | null, properties: Properties): SyntaxNode {
  const tagged = properties.tag !== null;
  const start = reading.at;
  const character = reading.peek();
  if (!tagged || character === code.openBracket || character === code.openBrace) {
    if (character === code.asterisk) notAValue(reading, indent === null);
    return withProperties(reading, properties, readInline(reading, indent));
  }
  const node = readTaggedText(reading, indent, { properties, start });
  return withProperties(reading, { ...properties, tag: null }, node);
}

function readTaggedText(
  reading: Reading,
  indent: number | null,
  { properties, start }: { properties: Properties; start: number },
): ScalarNode {
  const character = reading.peek();
  const plain = character !== code.quote && character !== code.doubleQuote;
  if (plain) checkPlainStart(reading, indent === null);
  const text = plain ? readPlain(reading, indent) : readQuoted(reading);
  return scalarNode(reading, { text, plain, start }, properties.tag);
}

/** Fails unless an unquoted text can start with the next character. */
function checkPlainStart(reading: Reading, flow: boolean): void {
  const character = reading.peek();
  // Letters, above all.
  if (character > code.backtick && character < code.openBrace) return;
  if (!canStartPlain(reading, character, flow)) notAValue(reading, flow);
}

const neverStart = new Set([...',[]{}#&*!|>\'"%@`'].map((sign) => sign.charCodeAt(0)));

function canStartPlain(reading: Reading, character: number, flow: boolean): boolean {
  if (isBlank(character) || neverStart.has(character)) return false;
  if (flow && reading.atDocumentMark()) return false;
  if (character === code.minus) return !isBlank(reading.peek(1));
  if (character === code.question || character === code.colon) return !flow && !isBlank(reading.peek(1));
  return true;
}

/**
 * Whether what was just read, from `start` in the line that starts at `lineStart`, is a key: then a colon follows in
 * the same line, and the reading goes to it. In block style (`flow` false) a blank must follow the colon.
 */
export function isKey(reading: Reading, from: { start: number; lineStart: number }, flow: boolean): boolean {
  return reading.lineStart === from.lineStart && toColon(reading, from.start, flow);
}

function toColon(reading: Reading, start: number, flow: boolean): boolean {
  const { text } = reading;
  let { at } = reading;
  while (text.charCodeAt(at) === code.space) at += 1;
  if (text.charCodeAt(at) !== code.colon || at - start > longestKey) return false;
  if (!flow && !isBlank(text.charCodeAt(at + 1))) return false;
  reading.at = at;
  return true;
}

/**
 * Reads a key that is an unquoted text starting with a letter and means itself, as nearly all do, and goes to its
 * colon. Null, with nothing read, when something else is here.
 */
export function readTextKey(reading: Reading, flow: boolean): string | null {
  const start = reading.at;
  const character = reading.peek();
  if (character <= code.backtick || character >= code.openBrace) return null;
  const { tokenEnd } = reading;
  const text = readPlainLine(reading, flow);
  if (isSurelyText(text) && toColon(reading, start, flow)) return text;
  reading.at = start;
  reading.tokenEnd = tokenEnd;
  return null;
}

/** Reads a value inside a flow collection; what it lacks is told by the caller's `empty`. */
function readFlowNode(reading: Reading): SyntaxNode {
  if (!atProperties(reading)) return readInline(reading, null);
  const properties = readProperties(reading);
  return endsFlowNode(reading) ? emptyNode(reading, properties) : readTagged(reading, null, properties);
}

/** Whether the next character ends a value before it has begun. */
function endsFlowNode(reading: Reading): boolean {
  const character = reading.peek();
  return (
    character === code.comma ||
    character === code.closeBracket ||
    character === code.closeBrace ||
    character === code.colon ||
    character === code.question
  );
}

function readFlowList(reading: Reading): ListNode {
  const start = reading.at;
  reading.enter(start);
  reading.step();
  const items: SyntaxNode[] = [];
  let size = 1;
  let depth = 0;
  while (!closed(reading, { start, close: code.closeBracket })) {
    const item = readItem(reading);
    items.push(item);
    size += item.size;
    if (item.depth > depth) depth = item.depth;
    separate(reading, { start, close: code.closeBracket });
  }
  const { part, base, at } = reading;
  return reading.leave({
    kind: 'list',
    items,
    source: part,
    start: start - base,
    end: at - base,
    size,
    depth: depth + 1,
  });
}

/** An item of a flow list: a value, or one entry of a map, which then is a map of its own. */
function readItem(reading: Reading): SyntaxNode {
  const { at: start, lineStart } = reading;
  if (reading.peek() === code.question) {
    reading.enter(start);
    const builder = new MapBuilder(reading);
    readExplicit(reading, builder);
    return reading.leave(builder.build(start));
  }
  const node = readFlowNode(reading);
  if (!isKey(reading, { start, lineStart }, true)) return node;
  reading.enter(start);
  const builder = new MapBuilder(reading);
  readValue(reading, builder, { node, start, end: reading.tokenEnd });
  return reading.leave(builder.build(start));
}

function readFlowMap(reading: Reading): MapNode {
  const start = reading.at;
  reading.enter(start);
  reading.step();
  const builder = new MapBuilder(reading);
  while (!closed(reading, { start, close: code.closeBrace })) {
    readEntry(reading, builder);
    separate(reading, { start, close: code.closeBrace });
  }
  return reading.leave(builder.build(start));
}

function readEntry(reading: Reading, builder: MapBuilder): void {
  const { at: start, lineStart } = reading;
  const text = readTextKey(reading, true);
  if (text !== null) {
    const end = reading.tokenEnd;
    const value = readColonAndValue(reading);
    builder.put(reading.textEntry(text, { start, end }, value));
    return;
  }
  if (reading.peek() === code.question) {
    readExplicit(reading, builder);
    return;
  }
  const node = readFlowNode(reading);
  const place = { node, start, end: reading.tokenEnd };
  if (isKey(reading, { start, lineStart }, true)) readValue(reading, builder, place);
  else addEntry(reading, builder, place);
}

interface Key {
  node: SyntaxNode;
  start: number;
  end: number;
}

/** An entry that starts with `?`: its key may be as long as it likes. */
function readExplicit(reading: Reading, builder: MapBuilder): void {
  reading.step();
  reading.skipSpace();
  const start = reading.at;
  const node =
    endsFlowNode(reading) && reading.peek() !== code.question ? emptyNode(reading, null) : readFlowNode(reading);
  const place = { node, start, end: reading.tokenEnd };
  reading.skipSpace();
  if (reading.peek() === code.colon) readValue(reading, builder, place);
  else addEntry(reading, builder, place);
}

/** Reads the value behind the colon that is the next character, and adds the entry. */
function readValue(reading: Reading, builder: MapBuilder, key: Key): void {
  const entry = reading.entry(nodeOfKey(reading, key), keyText(key.node), key);
  entry.value = readColonAndValue(reading);
  builder.add(entry, key.node);
}

function readColonAndValue(reading: Reading): SyntaxNode {
  reading.step();
  reading.skipSpace();
  const character = reading.peek();
  const empty = character === code.comma || character === code.closeBrace || character === code.closeBracket;
  return empty ? emptyNode(reading, null) : readFlowNode(reading);
}

/** Adds an entry without a value. */
function addEntry(reading: Reading, builder: MapBuilder, key: Key): void {
  const entry = reading.entry(nodeOfKey(reading, key), keyText(key.node), key);
  entry.value = emptyNode(reading, null);
  builder.add(entry, key.node);
}

/** Keys that are collections are refused by the builder; until then they need a node like others. */
export function nodeOfKey(reading: Reading, { node, start }: Key): ScalarNode {
  return node.kind === 'scalar' ? node : reading.scalar('null', null, start);
}

interface Opened {
  start: number;
  /** The sign that closes the collection. */
  close: number;
}

/** Whether the collection ends here; steps over its end. */
function closed(reading: Reading, opened: Opened): boolean {
  reading.skipSpace();
  if (reading.peek() === opened.close) {
    reading.step();
    return true;
  }
  if (reading.atEnd) unclosedCollection(reading, opened.start);
  return false;
}

/** Steps over the comma behind an item, if the collection does not end. */
function separate(reading: Reading, opened: Opened): void {
  reading.skipSpace();
  const character = reading.peek();
  if (character === code.comma) reading.step();
  else if (character !== opened.close) unclosedCollection(reading, opened.start);
}
