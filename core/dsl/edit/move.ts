import { type Draft, itemsOf } from './draft.ts';
import { canEndLiteral, columnOf, lineEnd, nextLine } from './lines.ts';
import { Refusal } from './refusal.ts';
import { attachedFrom, keepsBlanks } from './remove.ts';
import { isFlow, type Span, startOf, type WrittenItem } from './spans.ts';
import type { Spot } from './spot.ts';

/** Puts what is at one position of a collection to another one; both count from 0. */
export function move(draft: Draft, collection: Spot, { from, to }: { from: number; to: number }): void {
  const items = itemsOf(collection);
  if (to < 0 || to >= items.length) throw new Refusal(`There is no position ${to}.`);
  checkMovable(collection, items.slice(Math.min(from, to), Math.max(from, to) + 1));
  rotate(draft, collection, { items, from, to });
}

/** What is aliased must stay in front of its aliases; blank lines that are part of a text must stay with it. */
function checkMovable({ file }: Spot, items: readonly WrittenItem[]): void {
  const isInside = (at: number) => items.some(({ start, end }) => at >= start && at < end);
  const { aliases } = file.parsed;
  const hasNames = aliases.some((alias) => isInside(alias.source.offset(alias.start)) || isInside(startOf(alias.node)));
  const ends = items.some(
    ({ start, end }) => !canEndLiteral(file.text, nextLine(file.text, end), columnOf(file.text, start)),
  );
  const hasTexts = items.some(({ start, end }) => /[|>][-+0-9]*[ \t]*(?:#.*)?[\r\n]/.test(file.text.slice(start, end)));
  if (!hasNames && !(hasTexts && ends) && !items.some((item) => keepsBlanks(file.text, item))) return;
  throw new Refusal(
    'Anchors, aliases, or texts whose blank lines count stand between the two positions. Change the order in the text.',
  );
}

/** Each entry between two positions is written where its neighbour is; what is between entries stays. */
function rotate(
  draft: Draft,
  collection: Spot,
  { items, from, to }: { items: WrittenItem[]; from: number; to: number },
): void {
  const { text } = collection.file;
  const flow = isFlow(text, collection.node);
  const slots = items.map((item, index): Span => {
    const start = flow ? item.start : attachedFrom(text, item.start, items[index - 1]?.end ?? 0);
    return {
      start: Math.max(start, flow ? start : lineOrKey(text, start, item.start)),
      end: flow ? item.end : endWithSpaces(text, item.end),
    };
  });
  const order = slots.map((_slot, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  for (const [index, slot] of slots.entries()) {
    const other = slots[order[index] ?? index];
    if (other !== undefined && other !== slot) draft.splice(collection.file, slot, text.slice(other.start, other.end));
  }
}

/** A slot starts with the `#` or the key, not with the spaces in front. */
function lineOrKey(text: string, start: number, key: number): number {
  let at = start;
  while (at < key && text.charAt(at) === ' ') at += 1;
  return at;
}

/** Spaces at the end of a line may be part of a text. */
function endWithSpaces(text: string, end: number): number {
  const line = lineEnd(text, end);
  return text.slice(end, line).trim() === '' ? line : end;
}
