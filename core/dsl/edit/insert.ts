import type { Json } from '../../blueprint/json.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import { canEndLiteral, columnOf, lineAt, lineEnd, lineStart, nextLine, skipTrivia, startsLine } from './lines.ts';
import { printEntry, printFlow, printItem, printKey } from './print.ts';
import { attachedFrom, behindValue, belowOf, keepsBlanks } from './remove.ts';
import { lastLeaf, startOf, type WrittenItem } from './spans.ts';
import type { Style } from './style.ts';
import type { TextEdit } from './text-edit.ts';

/** What is added to a collection: an entry, or without a key an item. */
export interface Addition {
  key: string | null;
  value: Json;
  /** The entry as it is to be written in a block, in lines that start in column 0, if that is not left to us. */
  lines?: readonly string[];
}

/** A collection that has something in it. */
interface Filled {
  text: string;
  node: SyntaxNode;
  items: readonly WrittenItem[];
  style: Style;
}

/** Adds behind the last one of a block. `kept`: the last that stays, if others are removed at the same time. */
export function insertIntoBlock(
  filled: Filled,
  additions: readonly Addition[],
  kept: WrittenItem | undefined = filled.items.at(-1),
): TextEdit[] {
  const { text, items, style } = filled;
  const [first] = items;
  const last = items.at(-1);
  const gone = kept !== last;
  if (first === undefined || last === undefined) return [];
  const column = columnOf(text, first.start);
  const gap = separated(text, items) ? style.lineBreak : '';
  const at = endOfBlock(text, last, column);
  const own = { ...style, literals: canEndLiteral(text, at, column) };
  const lines = additions.map((addition) => gap + printAddition(addition, column, own));
  // A blank line would belong to the text in front.
  if (kept !== undefined && keepsBlanks(text, kept)) lines[0] = lines[0]?.slice(gap.length) ?? '';
  const isLineStart = at === 0 || /[\r\n]/.test(text.charAt(at - 1));
  if (isLineStart) return [{ from: at, to: at, insert: lines.map((line) => line + style.lineBreak).join('') }];
  const insert = lines.join(style.lineBreak);
  const stripped = gone ? [] : stripLast(filled, last);
  return [...stripped, { from: at, to: at, insert: gone ? insert : style.lineBreak + insert }];
}

/** Adds in front of the last item of a block, or of its only one. */
export function insertInside(filled: Filled, additions: readonly Addition[], place: number): TextEdit[] {
  const { text, items, style } = filled;
  const next = items[place];
  const before = items[place - 1];
  if (next === undefined) return insertIntoBlock(filled, additions);
  const column = columnOf(text, next.start);
  const gap = separated(text, items) ? style.lineBreak : '';
  const lines = additions.map((addition) => printAddition(addition, column, style) + style.lineBreak);
  if (before !== undefined) {
    const at = endInside(text, before, column);
    const inserted = lines.map((line) => gap + line).join('');
    return [{ from: at, to: at, insert: keepsBlanks(text, before) ? inserted.slice(gap.length) : inserted }];
  }
  const at = attachedFrom(text, next.start, 0);
  // Comments at the top of a file are about the whole of it.
  const isHead = at < lineStart(text, next.start) && text.slice(0, at).trim() === '';
  if (isHead) return insertInside(filled, additions, place + 1);
  return [{ from: at, to: at, insert: lines.map((line) => line + gap).join('') }];
}

/** Behind the lines of an entry, and behind the deeper comments and the blank lines that belong to it. */
function endInside(text: string, before: WrittenItem, column: number): number {
  return Math.max(belowOf(text, before.end, column + 1), behindValue(text, before));
}

/** An entry or item for a block whose entries start in this column, indentation included. */
export function printAddition({ key, value, lines }: Addition, column: number, style: Style): string {
  const indent = ' '.repeat(column);
  if (lines !== undefined && (style.literals || !lines.some((line) => /[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(line)))) {
    return lines.map((line) => (line === '' ? '' : indent + line)).join(style.lineBreak);
  }
  return indent + (key === null ? printItem(value, column, style) : printEntry([key, value], column, style));
}

/** Where the next entry goes: behind the lines of the last one, and behind comments in the column of the entries. */
function endOfBlock(text: string, last: WrittenItem, column: number): number {
  const at = behindValue(text, last);
  if (lineAt(text, at).kind !== 'comment') return at;
  return Math.max(at, commentsBelow(text, last.end, column));
}

/** Behind the comments that follow without a blank line between. */
function commentsBelow(text: string, end: number, column: number): number {
  const limit = belowOf(text, end, Math.max(column, 1));
  let at = nextLine(text, end);
  while (at < limit && lineAt(text, at).kind === 'comment') at = nextLine(text, at);
  return at;
}

/** A `|` text that ends with the file, and without a line break, must not get one by what follows. */
function stripLast({ text, node }: Filled, last: WrittenItem): TextEdit[] {
  const leaf = lastLeaf(node);
  if (last.end !== text.length || leaf === null) return [];
  const body = startOf(leaf);
  const header = /^((?:[&!]\S*\s+)*[|>])([0-9]?)([+]?)([0-9]?)(?=[ \t]*(?:#.*)?(?:\r?\n|\r))/.exec(text.slice(body));
  if (header === null || lineEnd(text, body) === text.length) return [];
  const [whole, sign = '', before = '', , after = ''] = header;
  return [{ from: body + sign.length, to: body + whole.length, insert: `${before}-${after}` }];
}

/** Whether there are blank lines between the entries that are there. */
function separated(text: string, items: readonly WrittenItem[]): boolean {
  const last = items.at(-1);
  const before = items.at(-2);
  if (last === undefined || before === undefined) return false;
  for (let at = nextLine(text, before.end); at < lineStart(text, last.start); at = nextLine(text, at)) {
    if (lineAt(text, at).kind === 'blank') return true;
  }
  return false;
}

/** Adds behind the last one of a flow collection. `all` of its items are there, `last` is the last that stays. */
export function insertIntoFlow({ text, items, style }: Filled, additions: readonly Addition[]): TextEdit[] {
  const last = items.at(-1);
  if (last === undefined) return [];
  const printed = additions.map((addition) => printFlowAddition(addition, style));
  if (!startsLine(text, last.start)) return [{ from: last.end, to: last.end, insert: `, ${printed.join(', ')}` }];
  const indent = ' '.repeat(columnOf(text, last.start));
  const after = skipTrivia(text, last.end);
  const hasComma = text.charAt(after) === ',';
  const line = style.lineBreak + indent;
  const insert = line + printed.join(`,${line}`);
  const end = lineEnd(text, hasComma ? after : last.end);
  const rest = text.slice(hasComma ? after + 1 : last.end, end).trim();
  // The closing bracket may be in this line.
  if (rest !== '' && !rest.startsWith('#')) {
    const at = hasComma ? after + 1 : last.end;
    return [{ from: at, to: at, insert: hasComma ? `${insert},` : `,${insert}` }];
  }
  if (hasComma) return [{ from: end, to: end, insert: `${insert},` }];
  return [
    { from: last.end, to: last.end, insert: ',' },
    { from: end, to: end, insert },
  ];
}

/** Makes a map of one entry in a list, `[ key: value ]`, one in braces, and adds to it. */
export function insertIntoSinglePair({ items, style }: Filled, additions: readonly Addition[]): TextEdit[] {
  const [pair] = items;
  if (pair === undefined || additions.length === 0) return [];
  const printed = additions.map((addition) => printFlowAddition(addition, style));
  return [
    { from: pair.start, to: pair.start, insert: '{ ' },
    { from: pair.end, to: pair.end, insert: `, ${printed.join(', ')} }` },
  ];
}

function printFlowAddition({ key, value }: Addition, style: Style): string {
  return key === null ? printFlow(value, style) : `${printKey(key, style)}: ${printFlow(value, style)}`;
}
