import type { SourceRange } from '../../diagnostics/diagnostic.ts';
import type { SourcePart } from './source-text.ts';

interface NodeBase {
  /** What the offsets count from. It may be another for each node of a file. */
  source: SourcePart;
  /** Offsets in `source`; `end` is exclusive. */
  start: number;
  end: number;
  /** Nodes in this tree with every alias written out. */
  size: number;
  /** Levels below and including this node, aliases written out. */
  depth: number;
}

export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'string' | 'timestamp';

/** A single value. Timestamps keep their text. */
export interface ScalarNode extends NodeBase {
  kind: 'scalar';
  type: ScalarType;
  value: null | boolean | number | string;
}

/** Aliased nodes are one object in several places: never change a node after it was built. */
export interface ListNode extends NodeBase {
  kind: 'list';
  items: SyntaxNode[];
}

/** Keys are texts; `keyType` says what they were written as. A `Map`, so that no key can touch a prototype. */
export interface MapNode extends NodeBase {
  kind: 'map';
  entries: Map<string, MapEntry>;
  /** All entries as written, when `entries` are others: merge keys and the earlier of equal keys are among them. */
  written?: readonly MapEntry[];
}

export interface MapEntry {
  key: string;
  keyType: ScalarType;
  source: SourcePart;
  keyStart: number;
  keyEnd: number;
  value: SyntaxNode;
}

/** A YAML value with the place it was written at. */
export type SyntaxNode = ScalarNode | ListNode | MapNode;

/** Where a value stands. */
export function rangeOf(node: SyntaxNode): SourceRange {
  return node.source.range(node.start, node.end);
}

/** Where the key of an entry stands. */
export function keyRangeOf(entry: MapEntry): SourceRange {
  return entry.source.range(entry.keyStart, entry.keyEnd);
}

/** Where an entry stands, key and value. */
export function entryRangeOf(entry: MapEntry): SourceRange {
  const { source, keyStart, keyEnd, value } = entry;
  const { whole } = source;
  const end = source.offset(keyEnd);
  // The value of an alias is written somewhere else, perhaps in another file.
  const valueEnd = value.source.whole === whole ? value.source.offset(value.end) : end;
  return whole.range(source.offset(keyStart), Math.max(end, valueEnd));
}

export function isNull(node: SyntaxNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}

/** The text of a string scalar, else null. */
export function textOf(node: SyntaxNode | undefined): string | null {
  return node?.kind === 'scalar' && node.type === 'string' ? String(node.value) : null;
}

/** A map that stands for `at` in messages but was put together from others. */
export function mapNode(entries: Map<string, MapEntry>, at: SyntaxNode): MapNode {
  let size = 1;
  let depth = 0;
  for (const entry of entries.values()) {
    size += 1 + entry.value.size;
    depth = Math.max(depth, entry.value.depth);
  }
  return { kind: 'map', entries, source: at.source, start: at.start, end: at.end, size, depth: depth + 1 };
}

/** A string that stands for `at` in messages. */
export function stringNode(value: string, at: SyntaxNode): ScalarNode {
  return { kind: 'scalar', type: 'string', value, source: at.source, start: at.start, end: at.end, size: 1, depth: 1 };
}

/** The entry `key: value`, standing where `value` stands. */
export function entryFor(key: string, value: SyntaxNode): MapEntry {
  return { key, keyType: 'string', source: value.source, keyStart: value.start, keyEnd: value.end, value };
}
