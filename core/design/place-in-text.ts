import type { SourceRange } from '../diagnostics/diagnostic.ts';
import { entryRangeOf, type MapEntry, rangeOf, type SyntaxNode } from '../dsl/safe-yaml/syntax.ts';

/** What stands at an offset of a file's tree, as deep as can be told. */
export interface TextPlace {
  /** Keys and list numbers from the top of the file. */
  path: (string | number)[];
  /** The deepest entry or item; null at the top. */
  range: SourceRange | null;
  /** The offset is on the key of the deepest entry. */
  onKey: boolean;
}

/** Follows an offset from the top of a file down. Values of aliases, which are written elsewhere, are not entered. */
export function placeAt(root: SyntaxNode, offset: number): TextPlace {
  const place: TextPlace = { path: [], range: null, onKey: false };
  let node: SyntaxNode | null = root;
  while (node !== null) {
    const child: Child | null = childAt(node, offset);
    if (child === null) break;
    place.path.push(child.step);
    place.range = child.range;
    place.onKey = child.value === null;
    node = child.value;
  }
  return place;
}

interface Child {
  step: string | number;
  range: SourceRange;
  /** Null: nothing deeper. */
  value: SyntaxNode | null;
}

function childAt(node: SyntaxNode, offset: number): Child | null {
  if (node.kind === 'map') {
    for (const entry of node.written ?? node.entries.values()) {
      const child = entryAt(entry, offset);
      if (child !== null) return child;
    }
  } else if (node.kind === 'list') {
    for (const [step, item] of node.items.entries()) {
      if (holds(item, offset) && item.source.file === node.source.file)
        return { step, range: rangeOf(item), value: item };
    }
  }
  return null;
}

function entryAt(entry: MapEntry, offset: number): Child | null {
  const { source, value } = entry;
  const start = source.offset(entry.keyStart);
  const keyEnd = source.offset(entry.keyEnd);
  if (offset < start) return null;
  const isHere = value.source.file === source.file && value.source.offset(value.start) >= keyEnd;
  if (offset <= keyEnd) return { step: entry.key, range: entryRangeOf(entry), value: null };
  if (!isHere || offset > value.source.offset(value.end)) return null;
  return { step: entry.key, range: entryRangeOf(entry), value };
}

function holds(node: SyntaxNode, offset: number): boolean {
  return offset >= node.source.offset(node.start) && offset <= node.source.offset(node.end);
}
