import { cursorAt } from './cursor.ts';
import type { FileWords } from './file-words.ts';
import type { Offer } from './offers.ts';
import { wordsAt } from './vocabulary.ts';

/** An offer and what is written for it in place of `from` to `to`. */
export interface Completion extends Offer {
  insert: string;
}

/** All that could be written in place of a stretch of a text, which may be empty; the best first. */
export interface Completions {
  from: number;
  to: number;
  items: readonly Completion[];
}

/** Longer lists help nobody, and are slow to draw. */
const mostItems = 1_000;

/** What could be written where a cursor is; null when nothing is known. */
export function completeAt(offset: number, file: FileWords): Completions | null {
  const { path, position, from, to } = cursorAt(file.text, offset);
  const { keys, values } = wordsAt(path, file);
  const present = file.keysAt(path);
  const word = file.text.slice(from, to);
  const free = keys.filter(({ label }) => label === word || !present.has(label));
  const asKeys = position === 'value' ? [] : free.map((offer) => asKey(offer, file.text.slice(to)));
  const known = new Set(asKeys.map(({ label }) => label));
  const asValues = position === 'key' ? [] : values.filter(({ label }) => !known.has(label));
  const written = asValues.flatMap((offer) => file.inFile(offer) ?? []).map(asValue);
  const items = [...asKeys, ...written].slice(0, mostItems);
  return items.length === 0 ? null : { from, to, items };
}

/** Keys whose value begins in the next line. */
const containers = ['properties', 'interfaces', 'relationships', 'inputs', 'source_interfaces', 'target_interfaces'];

function asKey(offer: Offer, behind: string): Completion {
  if (/^[ \t]*:/.test(behind)) return { ...offer, insert: offer.label };
  return { ...offer, insert: `${quoted(offer)}:${containers.includes(offer.label) ? '' : ' '}` };
}

function asValue(offer: Offer): Completion {
  return { ...offer, insert: offer.kind === 'function' ? `{ ${offer.label}: ` : quoted(offer) };
}

function quoted({ label, kind }: Offer): string {
  if (kind === 'value' && /^[\w.+-]+$/.test(label)) return label;
  return /^[A-Za-z_./][\w./:?=@+~>-]*$/.test(label) && !/:$/.test(label) ? label : JSON.stringify(label);
}
