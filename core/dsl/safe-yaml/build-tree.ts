import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { DslCode } from '../../diagnostics/codes.ts';
import type { Report } from '../../diagnostics/report.ts';
import type { YamlLimits } from './limits.ts';
import { readPlainScalar, readTaggedScalar, type ScalarValue } from './scalars.ts';
import type { SourceText } from './source-text.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';

/** The tree grew beyond what is allowed; raised and caught inside this folder. */
export class TreeTooLarge extends Error {}

/** Space, tab, line feed, carriage return. */
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

interface Place {
  source: SourceText;
  start: number;
  end: number;
}

type AnyNode = Node | null | undefined;

/** Turns the YAML library's document into our tree: scalars read, aliases and merge keys resolved, keys checked. */
export class TreeBuilder {
  readonly #source: SourceText;
  readonly #report: Report;
  readonly #limits: YamlLimits;
  readonly #anchors = new Map<string, SyntaxNode>();

  constructor(source: SourceText, report: Report, limits: YamlLimits) {
    this.#source = source;
    this.#report = report;
    this.#limits = limits;
  }

  /** Throws TreeTooLarge. */
  document(document: Document.Parsed): SyntaxNode {
    return this.#node(document.contents, 0);
  }

  #node(node: AnyNode, at: number): SyntaxNode {
    if (node === null || node === undefined) return this.#scalarNode({ type: 'null', value: null }, this.#empty(at));
    if (isAlias(node)) return this.#alias(node);
    const built = this.#checked(this.#content(node));
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, built);
    return built;
  }

  #content(node: Exclude<Node, Alias>): SyntaxNode {
    if (isScalar(node)) return this.#scalar(node);
    this.#checkCollectionTag(node);
    return isMap(node) ? this.#map(node) : this.#list(node as YAMLSeq);
  }

  #alias(node: Alias): SyntaxNode {
    const target = this.#anchors.get(node.source);
    if (target !== undefined) return target;
    this.#problem(9000, node, `The alias *${node.source} refers to an anchor that is not defined above it.`);
    return this.#scalarNode({ type: 'null', value: null }, this.#place(node));
  }

  #scalar(node: Scalar): ScalarNode {
    const text = typeof node.value === 'string' ? node.value : '';
    if (!text.isWellFormed() || text.includes('\0')) {
      this.#problem(108, node, 'The text holds a character (NUL or half of a surrogate pair) that cannot be stored.');
    }
    return this.#scalarNode(this.#scalarValue(node, text), this.#place(node));
  }

  #scalarValue(node: Scalar, text: string): ScalarValue {
    const plain = node.type === 'PLAIN' || node.type === undefined || node.type === null;
    if (node.tag === undefined || node.tag === '!') {
      const value: ScalarValue = plain && node.tag !== '!' ? readPlainScalar(text) : { type: 'string', value: text };
      if (plain && text === '=')
        this.#problem(9005, node, 'A lone = has a meaning of its own in YAML. Put it in quotes.');
      return value;
    }
    const name = coreTag(node.tag);
    const value = name === null ? null : readTaggedScalar(name, text);
    if (value !== null) return value;
    this.#problem(9005, node, `The tag ${node.tag} is unknown, or the value does not fit it.`);
    return { type: 'string', value: text };
  }

  #checkCollectionTag(node: YAMLMap | YAMLSeq): void {
    if (node.tag === undefined || node.tag === '!') return;
    const name = coreTag(node.tag);
    if (isMap(node) ? name === 'map' || name === 'set' : name === 'seq') return;
    this.#problem(9005, node, `The tag ${node.tag} is not supported here.`);
  }

  #list(node: YAMLSeq): ListNode {
    const items = node.items.map((item) => this.#node(item as AnyNode, node.range?.[0] ?? 0));
    let size = 1;
    let depth = 0;
    for (const item of items) {
      size += item.size;
      depth = Math.max(depth, item.depth);
    }
    return { kind: 'list', items, ...this.#place(node), size, depth: depth + 1 };
  }

  #map(node: YAMLMap): MapNode {
    const own = new Map<string, MapEntry>();
    const merged: MapNode[] = [];
    for (const pair of node.items) {
      const key = pair.key as AnyNode;
      if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<' && key.tag === undefined) {
        this.#collectMerged(this.#node(pair.value as AnyNode, key.range?.[1] ?? 0), merged);
        continue;
      }
      const entry = this.#entry(key, pair.value as AnyNode, node);
      if (entry !== null) this.#put(own, entry);
    }
    return this.#mapOf(merged.length === 0 ? own : withMerged(merged, own), node);
  }

  #mapOf(entries: Map<string, MapEntry>, node: YAMLMap): MapNode {
    let size = 1;
    let depth = 0;
    for (const entry of entries.values()) {
      size += 1 + entry.value.size;
      depth = Math.max(depth, entry.value.depth);
    }
    return { kind: 'map', entries, ...this.#place(node), size, depth: depth + 1 };
  }

  #put(entries: Map<string, MapEntry>, entry: MapEntry): void {
    const former = entries.get(entry.key);
    if (former !== undefined) {
      const line = this.#source.position(former.keyStart).line;
      this.#report.warning({
        code: 9004,
        detail: `The key "${shorten(entry.key)}" was already written in line ${line}. The last one counts, the others are ignored.`,
        range: this.#source.range(entry.keyStart, entry.keyEnd),
        hint: 'Remove or rename one of them.',
      });
    }
    entries.set(entry.key, entry);
  }

  #entry(key: AnyNode, value: AnyNode, map: YAMLMap): MapEntry | null {
    const keyNode = this.#node(key, map.range?.[0] ?? 0);
    if (keyNode.kind !== 'scalar') {
      this.#problem(9006, key ?? map, 'A key must be a single value, not a list or a map.');
      return null;
    }
    const { type, start, end, source } = keyNode;
    const keyText = keyNode.value === null ? 'null' : String(keyNode.value);
    return { key: keyText, keyType: type, source, keyStart: start, keyEnd: end, value: this.#node(value, end) };
  }

  #collectMerged(value: SyntaxNode, into: MapNode[]): void {
    if (value.kind === 'map') {
      into.push(value);
      return;
    }
    const maps = value.kind === 'list' ? value.items.filter((item) => item.kind === 'map') : [];
    // The first map of a list wins over later ones, so it is laid on top of them.
    into.push(...maps.toReversed());
    if (value.kind !== 'list' || maps.length !== value.items.length) {
      const range = value.source.range(value.start, value.end);
      this.#report.error({ code: 9000, detail: 'The merge key << needs a map, or a list of maps.', range });
    }
  }

  #checked(node: SyntaxNode): SyntaxNode {
    if (node.size <= this.#limits.expandedNodes && node.depth <= this.#limits.expandedDepth) return node;
    this.#report.error({
      code: 9003,
      detail: `With every alias written out this would be more than ${this.#limits.expandedNodes} values or ${this.#limits.expandedDepth} levels.`,
      range: this.#source.range(node.start, node.end),
      hint: 'Use fewer aliases of large values.',
    });
    throw new TreeTooLarge();
  }

  #scalarNode(value: ScalarValue, place: Place): ScalarNode {
    return { kind: 'scalar', type: value.type, value: value.value, ...place, size: 1, depth: 1 };
  }

  #place(node: Node): Place {
    const range = node.range;
    const start = range?.[0] ?? 0;
    return { source: this.#source, start, end: this.#trimmed(start, range?.[1] ?? 0) };
  }

  /** Blocks end where the next line starts; people mean the end of their last line with something in it. */
  #trimmed(start: number, end: number): number {
    let at = end;
    while (at > start && blanks.has(this.#source.text.charCodeAt(at - 1))) at -= 1;
    return at;
  }

  #empty(at: number): Place {
    return { source: this.#source, start: at, end: at };
  }

  #problem(code: DslCode, node: Node, detail: string): void {
    const { start, end } = this.#place(node);
    this.#report.error({ code, detail, range: this.#source.range(start, end) });
  }
}

/** Merged maps in front, so that own keys win; a later one in the list is laid over an earlier one. */
function withMerged(merged: MapNode[], own: Map<string, MapEntry>): Map<string, MapEntry> {
  const entries = new Map<string, MapEntry>();
  for (const map of merged) for (const [key, entry] of map.entries) entries.set(key, entry);
  for (const [key, entry] of own) entries.set(key, entry);
  return entries;
}

function coreTag(tag: string): string | null {
  const prefix = 'tag:yaml.org,2002:';
  if (tag.startsWith(prefix)) return tag.slice(prefix.length);
  return tag.startsWith('!!') ? tag.slice(2) : null;
}

/** Names in messages are cut so that a hostile key cannot flood a page. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
