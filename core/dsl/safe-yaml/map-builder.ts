import type { Reading } from './reading.ts';
import type { MapEntry, MapNode, SyntaxNode } from './syntax.ts';

/** Puts entries together to a map: merge keys laid under the map's own keys, the last of equal keys kept. */
export class MapBuilder {
  readonly #reading: Reading;
  readonly #own = new Map<string, MapEntry>();
  #merged: MapNode[] | null = null;
  /** Entries that count for less than they say: merge keys and the earlier of equal keys. */
  #others: MapEntry[] = [];
  #size = 1;
  #depth = 0;
  /** What was put last; null again after a key that makes no entry. */
  last: MapEntry | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Adds an entry of which `key` is the node of the key. */
  add(entry: MapEntry, key: SyntaxNode): void {
    const { special } = this.#reading;
    this.last = null;
    if (special.size > 0 && special.has(key)) {
      const isMerge = special.get(key) === '<<';
      special.delete(key);
      if (isMerge) {
        this.#others.push(entry);
        this.#merge(entry.value);
        return;
      }
    }
    if (key.kind === 'scalar') this.put(entry);
    else this.#refuseKey(entry, key);
  }

  /** Adds an entry whose key is known to be a plain one. */
  put(entry: MapEntry): void {
    const { value } = entry;
    const former = this.#own.get(entry.key);
    if (former !== undefined) this.#warn(former, entry);
    this.#own.set(entry.key, entry);
    this.last = entry;
    this.#size += 1 + value.size;
    if (value.depth > this.#depth) this.#depth = value.depth;
  }

  /** The finished map, which starts at the offset `start` of the file and ends with what was read last. */
  build(start: number): MapNode {
    const { part, base, tokenEnd } = this.#reading;
    const entries = this.#merged === null ? this.#own : this.#withMerged(this.#merged, start);
    return {
      kind: 'map',
      entries,
      source: part,
      start: start - base,
      end: Math.max(start, tokenEnd) - base,
      size: this.#size,
      depth: this.#depth + 1,
      ...(this.#others.length === 0 ? {} : { written: [...this.#others, ...this.#own.values()] }),
    };
  }

  #warn(former: MapEntry, entry: MapEntry): void {
    this.#size -= 1 + former.value.size;
    this.#others.push(former);
    const { source } = entry;
    this.#reading.warning({
      code: 9004,
      detail: `The key "${shorten(entry.key)}" was already written in line ${former.source.position(former.keyStart).line}. The last one counts, the others are ignored.`,
      start: source.offset(entry.keyStart),
      end: source.offset(entry.keyEnd),
      hint: 'Remove or rename one of them.',
    });
  }

  #merge(value: SyntaxNode): void {
    const merged = this.#merged ?? [];
    this.#merged = merged;
    if (value.kind === 'map') {
      merged.push(value);
      return;
    }
    const maps = value.kind === 'list' ? value.items.filter((item) => item.kind === 'map') : [];
    // The first map of a list wins over later ones, so it is laid on top of them.
    for (const map of maps.toReversed()) merged.push(map);
    if (value.kind === 'list' && maps.length === value.items.length) return;
    this.#reading.problem({
      detail: 'The merge key << needs a map, or a list of maps.',
      start: value.source.offset(value.start),
      end: value.source.offset(value.end),
      hint: 'Put << in quotes if it is a key like others.',
    });
  }

  /** Merged maps in front, so that own keys win; a later one is laid over an earlier one. */
  #withMerged(merged: MapNode[], start: number): Map<string, MapEntry> {
    const reading = this.#reading;
    const entries = new Map<string, MapEntry>();
    for (const map of merged) {
      // Each merge copies: what many of them copy together is limited before it is copied.
      reading.merged += map.size;
      if (reading.merged > reading.limits.expandedNodes) reading.tooLarge(start);
      for (const [key, entry] of map.entries) entries.set(key, entry);
    }
    for (const [key, entry] of this.#own) entries.set(key, entry);
    this.#size = 1;
    this.#depth = 0;
    for (const { value } of entries.values()) {
      this.#size += 1 + value.size;
      this.#depth = Math.max(this.#depth, value.depth);
    }
    return entries;
  }

  #refuseKey(entry: MapEntry, key: SyntaxNode): void {
    const { source, keyStart, keyEnd } = entry;
    const start = source.offset(keyStart);
    const doubled = this.#reading.text.startsWith('{', start) && this.#reading.text.charAt(start - 1) === '{';
    this.#reading.problem({
      code: 9006,
      detail: doubled
        ? '{{ starts a map that is the key of another map.'
        : `A key must be a single value, not a ${key.kind}.`,
      start,
      end: source.offset(keyEnd),
      hint: doubled ? 'Put the text with the {{ }} in quotes.' : 'Write a text in front of the colon.',
    });
  }
}

/** The text that a key of the tree is found by: what JSON makes of it. */
export function keyText(key: SyntaxNode): string {
  if (key.kind !== 'scalar') return '';
  if (key.type === 'float' && Number.isInteger(key.value)) return `${key.value}.0`;
  return String(key.value);
}

/** Names in messages are cut so that a hostile key cannot flood a page. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
