import { readBlockScalar } from './block-scalar.ts';
import { code } from './characters.ts';
import { type Chunk, type EarlierChunks, since } from './chunks.ts';
import { isKey, nodeOfKey, readInline, readTagged, readTextKey } from './flow.ts';
import { keyText, MapBuilder } from './map-builder.ts';
import { atProperties, joinProperties, type Properties, readProperties, setAnchor } from './properties.ts';
import { type PartFrame, type Reading, Unreadable } from './reading.ts';
import { recover } from './recover.ts';
import { emptyNode, scalarNode, settleSpecial, withProperties } from './resolve.ts';
import type { ListNode, MapNode, SyntaxNode } from './syntax.ts';
import { missingColon, notAListItem, notInThisLine, unexpected } from './trouble.ts';

/** A collection may start in this line; behind `key: ` only one in a new line may. */
const collections = 1;

/** List items may be indented no further than the key they belong to. */
const listAtIndent = 2;

/** An indentation so deep that a plain text has no second line: keys must not. */
const oneLine = Number.MAX_SAFE_INTEGER;

/** Maps nested less deeply than this are read in chunks: the sections of a blueprint and the entries of them. */
const chunkedLevels = 2;

/** A key that was read. */
interface Key {
  node: SyntaxNode;
  start: number;
  end: number;
}

/** The first entry of a map in chunks: one that was read before, or a key after which the map showed to be one. */
type Opening = { chunk: Chunk } | { key: Key; frame: PartFrame };

/**
 * Reads blocks: collections that are shown by indentation, and all they hold. An `indent` is always that of the
 * collection around, counted in spaces; -1 when there is none. A `mode` says what may stand at a place.
 */
export class BlockReader {
  readonly #reading: Reading;
  readonly #earlier: EarlierChunks;
  /** Anchor and tag of earlier lines that belong to what is read next. */
  #outer: Properties | null = null;
  /** Chunks of the map in chunks that was read last: at the end, those of the document. */
  chunks: Chunk[] = [];

  constructor(reading: Reading, earlier: EarlierChunks) {
    this.#reading = reading;
    this.#earlier = earlier;
  }

  /** Reads the content of the document. `inline`: it starts behind `---`, perhaps in the same line. */
  document(inline: boolean): SyntaxNode {
    return this.#following(-1, inline ? 0 : collections);
  }

  /** Reads the value behind a sign. */
  #following(indent: number, mode: number): SyntaxNode {
    const inNewLine = this.#reading.skipSpace();
    return this.#value(indent, inNewLine ? mode | collections : mode);
  }

  #value(indent: number, mode: number): SyntaxNode {
    const reading = this.#reading;
    if (!this.#starts(indent, mode)) return emptyNode(reading, this.#takeOuter());
    const character = reading.peek();
    if (character === code.bar || character === code.greater) return this.#blockScalar(indent);
    const isItem = reading.isSign(code.minus);
    if (!isItem && !reading.isSign(code.question)) return this.#inlineOrMap(indent, mode);
    if ((mode & collections) === 0) notInThisLine(reading);
    const outer = this.#takeOuter();
    return withProperties(reading, outer, isItem ? this.#list(indent) : this.#map(reading.at, null));
  }

  /** Whether a value starts here, and not the next entry of a collection around, or nothing. */
  #starts(indent: number, mode: number): boolean {
    const reading = this.#reading;
    const { column } = reading;
    if (reading.atEnd) return false;
    if (column > indent && column > 0) return true;
    if (column < indent || reading.atDocumentMark()) return false;
    if (column > indent) return true;
    const character = reading.peek();
    if (character === code.bar || character === code.greater) return true;
    return (mode & listAtIndent) !== 0 && reading.isSign(code.minus);
  }

  #takeOuter(): Properties | null {
    const outer = this.#outer;
    this.#outer = null;
    return outer;
  }

  #blockScalar(indent: number): SyntaxNode {
    const outer = this.#takeOuter();
    const start = this.#reading.at;
    const text = readBlockScalar(this.#reading, indent);
    const node = scalarNode(this.#reading, { text, plain: false, start }, outer?.tag ?? null);
    if (outer !== null) setAnchor(this.#reading, outer, node);
    return node;
  }

  /** Reads what starts like a text, which may show to be the first key of a map. */
  #inlineOrMap(indent: number, mode: number): SyntaxNode {
    const reading = this.#reading;
    const outer = this.#takeOuter();
    const { at: start, lineStart } = reading;
    const inChunks = reading.depth < chunkedLevels && (mode & collections) !== 0;
    if (!inChunks && !atProperties(reading)) {
      const node = readInline(reading, indent);
      const isMap = (mode & collections) !== 0 && isKey(reading, { start, lineStart }, false);
      if (isMap) return withProperties(reading, outer, this.#map(start, { node, start, end: reading.tokenEnd }));
      return outer === null ? node : this.#withOuter(indent, { outer, own: null, start, node });
    }
    if (inChunks) {
      const chunk = this.#earlier.take(reading, reading.depth + 1);
      if (chunk !== null) return withProperties(reading, outer, this.#mapInChunks(start - lineStart, { chunk }));
    }
    return this.#carefully(indent, mode, { outer, inChunks });
  }

  /** As above, where a part may have to be opened and properties may stand in front. */
  #carefully(indent: number, mode: number, { outer, inChunks }: { outer: Properties | null; inChunks: boolean }) {
    const reading = this.#reading;
    const { at: start, lineStart } = reading;
    const frame = inChunks ? reading.openPart() : null;
    const own = atProperties(reading) ? readProperties(reading) : null;
    if (own !== null && this.#belongsToBlock(lineStart)) {
      if (frame !== null) reading.closePart(frame);
      this.#outer = joinProperties(reading, outer, own);
      return this.#value(indent, reading.lineStart === lineStart ? mode & ~collections : mode | collections);
    }
    const node = own === null ? readInline(reading, indent) : this.#tagged(indent, own);
    if ((mode & collections) !== 0 && isKey(reading, { start, lineStart }, false)) {
      const key = { node, start, end: reading.tokenEnd };
      const map = frame === null ? this.#map(start, key) : this.#mapInChunks(start - lineStart, { key, frame });
      return withProperties(reading, outer, map);
    }
    if (frame !== null) reading.closePart(frame);
    return outer === null ? node : this.#withOuter(indent, { outer, own, start, node });
  }

  /** Whether properties that were just read belong to a whole block that follows, and not to a text or key. */
  #belongsToBlock(lineStart: number): boolean {
    const reading = this.#reading;
    if (reading.lineStart !== lineStart || reading.atEnd) return true;
    const character = reading.peek();
    if (character === code.bar || character === code.greater) return true;
    return reading.isSign(code.minus) || reading.isSign(code.question);
  }

  /** Reads what has properties in the same line: a text, or nothing but a colon behind. */
  #tagged(indent: number, own: Properties): SyntaxNode {
    const reading = this.#reading;
    return reading.isSign(code.colon) ? emptyNode(reading, own) : readTagged(reading, indent, own);
  }

  /** Gives a value that is no key the properties of the lines above, and reads it again if they change what it means. */
  #withOuter(
    indent: number,
    { outer, own, start, node }: { outer: Properties; own: Properties | null; start: number; node: SyntaxNode },
  ): SyntaxNode {
    const reading = this.#reading;
    const joined = own === null ? outer : joinProperties(reading, outer, own);
    if (own !== null && own.anchor !== null) {
      reading.anchors.delete(own.anchor);
      reading.defined.pop();
    }
    const isAlias = reading.text.charCodeAt(start) === code.asterisk;
    if (!isAlias && (outer.tag === null || node.kind !== 'scalar')) return withProperties(reading, joined, node);
    reading.at = start;
    reading.special.delete(node);
    if (own !== null) readProperties(reading);
    return readTagged(reading, indent, joined);
  }

  /** Reads a list; items at the indentation of the map around end where a key follows. */
  #list(indent: number): ListNode {
    const reading = this.#reading;
    const { at: start, column } = reading;
    reading.enter(start);
    const items: SyntaxNode[] = [];
    let size = 1;
    let depth = 0;
    do {
      reading.step();
      const item = this.#following(column, collections);
      items.push(item);
      size += item.size;
      if (item.depth > depth) depth = item.depth;
    } while (this.#another(column) && this.#isItem(column === indent));
    const { part, base, tokenEnd } = reading;
    return reading.leave({
      kind: 'list',
      items,
      source: part,
      start: start - base,
      end: tokenEnd - base,
      size,
      depth: depth + 1,
    });
  }

  #isItem(keysMayFollow: boolean): boolean {
    if (this.#reading.isSign(code.minus)) return true;
    return keysMayFollow ? false : notAListItem(this.#reading);
  }

  /** Whether something in this column follows; fails when it is indented further. */
  #another(column: number): boolean {
    const reading = this.#reading;
    reading.skipSpace();
    if (reading.atEnd || reading.column < column) return false;
    if (reading.column > column || !reading.startsLine) unexpected(reading, column);
    return column > 0 || !reading.atDocumentMark();
  }

  #map(start: number, first: Key | null): MapNode {
    const reading = this.#reading;
    const column = start - reading.lineStart;
    reading.enter(start);
    const builder = new MapBuilder(reading);
    this.#entry(column, builder, first);
    while (this.#another(column)) this.#entry(column, builder, null);
    return reading.leave(builder.build(start));
  }

  #entry(column: number, builder: MapBuilder, first: Key | null): void {
    const reading = this.#reading;
    const { at: start } = reading;
    const text = first === null ? readTextKey(reading, false) : null;
    if (text === null) {
      this.#unusualEntry(column, builder, first);
      return;
    }
    const end = reading.tokenEnd;
    reading.step();
    const value = this.#following(column, listAtIndent);
    builder.put(reading.textEntry(text, { start, end }, value));
  }

  /** An entry whose key may be anything, or was read before. */
  #unusualEntry(column: number, builder: MapBuilder, first: Key | null): void {
    const reading = this.#reading;
    const explicit = first === null && reading.isSign(code.question);
    const key = first ?? (explicit ? this.#explicitKey(column) : this.#key());
    const entry = reading.entry(nodeOfKey(reading, key), keyText(key.node), key);
    if (!explicit) {
      reading.step();
      entry.value = this.#following(column, listAtIndent);
    } else if (this.#explicitValueFollows(column)) {
      reading.step();
      entry.value = this.#following(column, listAtIndent | collections);
    } else entry.value = emptyNode(reading, null);
    builder.add(entry, key.node);
  }

  /** Reads a key up to its colon. */
  #key(): Key {
    const reading = this.#reading;
    const { at: start, lineStart } = reading;
    const own = atProperties(reading) ? readProperties(reading) : null;
    if (own !== null && reading.lineStart !== lineStart) missingColon(reading, start);
    const node = own === null ? readInline(reading, oneLine) : this.#tagged(oneLine, own);
    const end = reading.tokenEnd;
    if (!isKey(reading, { start, lineStart }, false)) missingColon(reading, start);
    return { node, start, end };
  }

  #explicitKey(column: number): Key {
    const reading = this.#reading;
    const start = reading.at;
    reading.step();
    const node = this.#following(column, listAtIndent | collections);
    // An alias is written here, and what it stands for above.
    return { node, start: Math.max(start, node.source.offset(node.start)), end: reading.tokenEnd };
  }

  #explicitValueFollows(column: number): boolean {
    this.#reading.skipSpace();
    const reading = this.#reading;
    return reading.column === column && reading.startsLine && reading.isSign(code.colon);
  }

  /** Reads a map whose entries are remembered one by one, and after an entry that is broken the others. */
  #mapInChunks(column: number, opening: Opening): MapNode {
    const reading = this.#reading;
    const start = 'chunk' in opening ? reading.base + opening.chunk.start : reading.base;
    reading.enter(start);
    const builder = new MapBuilder(reading);
    const chunks: Chunk[] = [];
    let next: Opening | null = opening;
    do {
      const chunk = this.#chunk(column, builder, next);
      if (chunk !== null) chunks.push(chunk);
      next = null;
    } while (this.#another(column));
    this.chunks = chunks;
    return reading.leave(builder.build(start));
  }

  /** Reads one entry of such a map; null when nothing of it can be used again. */
  #chunk(column: number, builder: MapBuilder, opening: Opening | null): Chunk | null {
    const reading = this.#reading;
    const again =
      opening === null ? this.#earlier.take(reading, reading.depth) : 'chunk' in opening ? opening.chunk : null;
    if (again !== null) {
      builder.put(again.entry);
      return again;
    }
    const { key, frame } = opening !== null && 'frame' in opening ? opening : { key: null, frame: reading.openPart() };
    const { depth, part, base: start } = reading;
    this.chunks = [];
    const isSound = this.#soundEntry(column, builder, key);
    settleSpecial(reading, frame.special);
    reading.closePart(frame);
    if (!isSound) {
      reading.depth = depth;
      this.#outer = null;
      recover(reading, start, column);
      return null;
    }
    if (builder.last === null) return null;
    const { base } = reading;
    return {
      start: start - base,
      end: reading.at - base,
      column,
      endColumn: reading.column,
      tokenEnd: reading.tokenEnd - base,
      entry: builder.last,
      isSound: reading.problems === frame.problems,
      part,
      defined: since(reading.defined, frame.defined),
      used: since(reading.used, frame.used),
      children: this.chunks,
    };
  }

  /** Reads an entry and goes to what follows; whether both could be read. */
  #soundEntry(column: number, builder: MapBuilder, key: Key | null): boolean {
    const reading = this.#reading;
    try {
      this.#entry(column, builder, key);
      this.#another(column);
      return true;
    } catch (error) {
      if (error instanceof Unreadable && !reading.stopped) return false;
      throw error;
    }
  }
}
