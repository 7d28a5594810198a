import type { Aliased, Anchored, Reading } from './reading.ts';
import type { SourcePart } from './source-text.ts';
import type { MapEntry } from './syntax.ts';

/** An entry of the document's map, or of a section of it, as it was read: what an edit elsewhere leaves as it is. */
export interface Chunk {
  /** Offsets, counted from the part around; `end` is where the next thing starts. */
  start: number;
  end: number;
  /** Columns of these two. */
  column: number;
  endColumn: number;
  /** Where the entry itself ends, counted as above. */
  tokenEnd: number;
  entry: MapEntry;
  /** Whether nothing was reported about it; otherwise only its children can be used again. */
  isSound: boolean;
  part: SourcePart;
  /** Anchors that are defined in it, and aliases it uses. */
  defined: readonly Anchored[];
  used: readonly Aliased[];
  /** The chunks it consists of. */
  children: readonly Chunk[];
}

/** What a reading leaves for the next one. */
export interface Memory {
  text: string;
  chunks: readonly Chunk[];
}

/** Characters behind the end of a chunk that may decide where it ends: those of `---` and a blank. */
const lookahead = 4;

const none: readonly never[] = [];

/** What was defined or used since `from`. */
export function since<Item extends Anchored>(log: readonly Item[], from: number): readonly Item[] {
  return log.length === from ? none : log.slice(from);
}

/** Finds what an earlier reading of a text has for the edited text. */
export class EarlierChunks {
  readonly #chunks: readonly Chunk[];
  readonly #oldLength: number;
  readonly #newLength: number;
  /** Lengths of what both texts begin and end with. */
  readonly prefix: number;
  readonly suffix: number;

  constructor({ text, chunks }: Memory, edited: string) {
    this.#chunks = chunks;
    this.#oldLength = text.length;
    this.#newLength = edited.length;
    this.prefix = commonPrefix(text, edited);
    this.suffix = commonSuffix(text, edited, this.prefix);
  }

  /**
   * The chunk of the entry that starts at the next character, with the reading moved behind it; null when the entry
   * has to be read anew. `level` is 1 for sections, 2 for their entries.
   */
  take(reading: Reading, level: number): Chunk | null {
    const old = this.#oldOffset(reading.at);
    if (old === null) return null;
    const section = lastUpTo(this.#chunks, old);
    if (section === null) return null;
    const chunk = level === 1 ? section : lastUpTo(section.children, old - section.start);
    const base = level === 1 ? 0 : section.start;
    if (chunk === null || !chunk.isSound || base + chunk.start !== old || chunk.column !== reading.column) return null;
    if (!this.#isSame(base, chunk) || !namesHold(reading, chunk)) return null;
    return place(reading, chunk);
  }

  #oldOffset(at: number): number | null {
    if (at < this.prefix) return at;
    return at >= this.#newLength - this.suffix ? at - this.#newLength + this.#oldLength : null;
  }

  /** Whether the chunk's text, and what decides where it ends, is in both texts. */
  #isSame(base: number, chunk: Chunk): boolean {
    return base + chunk.end + lookahead <= this.prefix || base + chunk.start >= this.#oldLength - this.suffix;
  }
}

/** Whether the aliases of a chunk still mean what they meant, and its anchors are not taken. */
function namesHold(reading: Reading, { defined, used }: Chunk): boolean {
  const { anchors } = reading;
  if (defined.length === 0 && used.length === 0) return true;
  const own = new Map(defined.map(({ name, node }) => [name, node]));
  return (
    defined.every(({ name }) => !anchors.has(name)) &&
    used.every(({ name, node }) => (anchors.get(name) ?? own.get(name)) === node)
  );
}

function place(reading: Reading, chunk: Chunk): Chunk {
  const { at, base, part } = reading;
  const shift = at - base - chunk.start;
  const { endColumn } = chunk;
  const placed = { ...chunk, start: at - base, end: chunk.end + shift, tokenEnd: chunk.tokenEnd + shift };
  chunk.part.moveTo(part, placed.start);
  for (const anchored of chunk.defined) {
    reading.anchors.set(anchored.name, anchored.node);
    reading.defined.push(anchored);
  }
  for (const anchored of chunk.used) reading.used.push(anchored);
  reading.at = base + placed.end;
  reading.lineStart = reading.at - endColumn;
  reading.tokenEnd = base + placed.tokenEnd;
  return placed;
}

/** The last chunk that starts at the offset or before it. */
function lastUpTo(chunks: readonly Chunk[], offset: number): Chunk | null {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return chunks[low - 1] ?? null;
}

/** Stretches are compared as a whole first: that is many times as fast as one character after the other. */
const stretch = 2_048;

function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + stretch <= most && a.slice(at, at + stretch) === b.slice(at, at + stretch)) at += stretch;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

function commonSuffix(a: string, b: string, prefix: number): number {
  const most = Math.min(a.length, b.length) - prefix;
  const before = (text: string, end: number) => text.slice(text.length - end - stretch, text.length - end);
  let count = 0;
  while (count + stretch <= most && before(a, count) === before(b, count)) count += stretch;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count += 1;
  return count;
}
