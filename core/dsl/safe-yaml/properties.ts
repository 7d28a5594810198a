import { code, isBlank, isLineEnd, isNameCharacter } from './characters.ts';
import type { Reading } from './reading.ts';
import type { SyntaxNode } from './syntax.ts';

/** What is written in front of a value: a name to refer to it by (`&name`) and its type (`!!str`). */
export interface Properties {
  anchor: string | null;
  /** In full, as `tag:yaml.org,2002:str`; `!` alone means none in particular. */
  tag: string | null;
  start: number;
  end: number;
}

/** Whether an anchor or tag is the next thing. */
export function atProperties(reading: Reading): boolean {
  const character = reading.peek();
  return character === code.ampersand || character === code.exclamation;
}

/**
 * Reads the anchor and tag, in either order, at the next character, and goes to what they belong to. Stops at a line
 * break, which is told by `lineStart` of the reading having changed.
 */
export function readProperties(reading: Reading): Properties {
  const found: Properties = { anchor: null, tag: null, start: reading.at, end: reading.at };
  for (;;) {
    const character = reading.peek();
    if (character === code.ampersand && found.anchor === null) found.anchor = readName(reading);
    else if (character === code.exclamation && found.tag === null) found.tag = readTag(reading);
    else return found;
    found.end = reading.at;
    if (reading.skipSpace()) return found;
  }
}

/** Properties of two lines that belong to one value. */
export function joinProperties(reading: Reading, outer: Properties | null, inner: Properties): Properties {
  if (outer === null) return inner;
  if ((outer.anchor !== null && inner.anchor !== null) || (outer.tag !== null && inner.tag !== null)) {
    return reading.fail({ detail: 'A value can have one anchor and one tag only.', ...inner });
  }
  return { ...outer, anchor: outer.anchor ?? inner.anchor, tag: outer.tag ?? inner.tag, end: inner.end };
}

/** Gives the node its name. */
export function setAnchor(reading: Reading, { anchor, start, end }: Properties, node: SyntaxNode): void {
  if (anchor === null) return;
  if (reading.anchors.has(anchor)) {
    reading.problem({
      detail: `The anchor &${anchor} is defined twice in this file.`,
      start,
      end,
      hint: 'Give one of them another name.',
    });
  }
  reading.anchors.set(anchor, node);
  reading.defined.push({ name: anchor, node });
}

/** Reads `*name`: the value that was given this name above. */
export function readAlias(reading: Reading): SyntaxNode {
  const start = reading.at;
  const name = readName(reading);
  const node = reading.anchors.get(name);
  if (node !== undefined) {
    const { part, base, at } = reading;
    reading.used.push({ name, node, source: part, start: start - base, end: at - base });
    return node;
  }
  reading.problem({
    detail: `The alias *${name} refers to an anchor that is not defined above it.`,
    start,
    end: reading.at,
    hint: `Write &${name} in front of the value it is to stand for, or put the text in quotes.`,
  });
  return reading.scalar('null', null, start);
}

/** Characters that may follow a name besides blanks. */
const afterName = new Set('?:,]}%@`');

/** Reads the name behind `&` or `*`. */
function readName(reading: Reading): string {
  const start = reading.at;
  reading.at += 1;
  while (isNameCharacter(reading.peek())) reading.at += 1;
  const complete = isBlank(reading.peek()) || afterName.has(reading.text.charAt(reading.at));
  if (reading.at === start + 1 || !complete) {
    const sign = reading.text.charAt(start);
    const kind = sign === '*' ? 'an alias, which refers to an anchor' : 'an anchor, a name for the value';
    reading.fail({
      detail: `${sign} starts ${kind}; letters, digits, - and _ must follow it.`,
      start,
      end: reading.at + 1,
      hint: `Put the text in quotes if it is to start with ${sign}.`,
    });
  }
  reading.tokenEnd = reading.at;
  return reading.text.slice(start + 1, reading.at);
}

function readTag(reading: Reading): string {
  const start = reading.at;
  const next = reading.peek(1);
  let tag = '!';
  if (next === code.less) tag = readVerbatimTag(reading);
  else if (isBlank(next)) reading.at += 1;
  else tag = readShortTag(reading);
  const after = reading.peek();
  if (after !== code.space && !isLineEnd(after)) badTag(reading, start);
  reading.tokenEnd = reading.at;
  return tag;
}

function readVerbatimTag(reading: Reading): string {
  const start = reading.at;
  reading.at += 2;
  const tag = readTagUri(reading, start);
  if (reading.peek() !== code.greater) badTag(reading, start);
  reading.at += 1;
  return tag;
}

function readShortTag(reading: Reading): string {
  const start = reading.at;
  const handle = readTagHandle(reading);
  const prefix = reading.handles.get(handle);
  const suffix = readTagUri(reading, start);
  if (prefix !== undefined) return prefix + suffix;
  return reading.fail({
    detail: `No %TAG line says what ${handle} stands for.`,
    start,
    end: reading.at,
    hint: 'Remove the tag, or put the text in quotes.',
  });
}

/** Reads `!`, `!!` or `!name!`. */
export function readTagHandle(reading: Reading): string {
  const start = reading.at;
  let at = start + 1;
  while (isNameCharacter(reading.text.charCodeAt(at))) at += 1;
  reading.at = reading.text.charCodeAt(at) === code.exclamation ? at + 1 : start + 1;
  return reading.text.slice(start, reading.at);
}

const uriCharacters = /[-0-9A-Za-z;/?:@&=+$,_.!~*'()[\]%]*/y;

/** Reads the text of a tag, in which %20 stands for a space and so on. */
export function readTagUri(reading: Reading, start: number): string {
  uriCharacters.lastIndex = reading.at;
  const written = uriCharacters.exec(reading.text)?.[0] ?? '';
  if (written === '') badTag(reading, start);
  reading.at += written.length;
  try {
    return decodeURIComponent(written);
  } catch {
    return badTag(reading, start);
  }
}

function badTag(reading: Reading, start: number): never {
  return reading.fail({
    detail: 'The ! starts a tag, which says the type of the value, and this is none.',
    start,
    end: Math.max(reading.at, start + 1),
    hint: 'Put the text in quotes if it is to start with !.',
  });
}
