import { isAlias, isCollection, isMap, isNode, isPair, isScalar, Lexer, LineCounter, parseDocument } from 'yaml';
import type { PathStep } from '../../../core/dsl/edit/index.ts';

/** The comments of a text, in order, read by another program than ours. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  let isScalarText = false;
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && !isScalarText) comments.push(token.trimEnd());
    isScalarText = token === '\u001f';
  }
  return comments;
}

/** Line numbers from 0, inclusive. */
export interface LineSpan {
  first: number;
  last: number;
}

/** Finds the lines of values in a text, by another reader than ours. */
export class LineFinder {
  readonly #lines: string[];
  readonly #counter = new LineCounter();
  readonly #root: unknown;

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/);
    const options = { uniqueKeys: false, version: '1.1', merge: true, lineCounter: this.#counter, logLevel: 'silent' } as const;
    this.#root = parseDocument(text, options).contents;
  }

  /** The lines of the deepest thing on a path that is there, with blank lines and comments around it. */
  around(path: readonly PathStep[]): LineSpan {
    let node: unknown = this.#root;
    let span = this.#span(0, this.#lines.length - 1);
    for (const step of path) {
      const next = childOf(node, step);
      if (next === null) break;
      span = this.#span(this.#line(next.from), this.#line(Math.max(next.to - 1, next.from)));
      node = next.node;
    }
    return span;
  }

  /** The line numbers in which a text occurs. */
  holding(text: string): Set<number> {
    return new Set(this.#lines.flatMap((line, index) => (line.includes(text) ? [index] : [])));
  }

  #line(offset: number): number {
    return this.#counter.linePos(offset).line - 1;
  }

  #span(first: number, last: number): LineSpan {
    const isSpare = (line: number) => /^\s*(#.*)?$/.test(this.#lines[line] ?? 'x');
    let [from, to] = [first, last];
    while (from > 0 && isSpare(from - 1)) from -= 1;
    while (to < this.#lines.length - 1 && isSpare(to + 1)) to += 1;
    return { first: from, last: to };
  }
}

function childOf(node: unknown, step: PathStep): { node: unknown; from: number; to: number } | null {
  if (!isCollection(node) || isAlias(node)) return null;
  if (isMap(node)) {
    const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.source ?? item.key.value) === String(step));
    if (pair === undefined || !isScalar(pair.key)) return null;
    const from = pair.key.range?.[0] ?? 0;
    const value = isNode(pair.value) ? pair.value.range : null;
    return { node: pair.value, from, to: Math.max(value?.[1] ?? 0, pair.key.range?.[1] ?? 0) };
  }
  const item = node.items[Number(step)];
  if (!isNode(item) || isPair(item)) return null;
  return { node: item, from: item.range?.[0] ?? 0, to: item.range?.[1] ?? 0 };
}

/** Old lines that a change took away or altered, and where in the old text lines were put in. */
export interface LineChange {
  removed: number[];
  /** A new line stands in front of this old one. */
  inserted: number[];
}

/** Compares two texts line by line, by their longest common subsequence (Myers). */
export function compareLines(before: string, after: string): LineChange {
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return subsequence(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head);
}

function subsequence(a: readonly string[], b: readonly string[], shift: number): LineChange {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const same = a[i] === b[j];
      (table[i] as Uint32Array)[j] = same ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, table[i]?.[j + 1] ?? 0);
    }
  }
  const change: LineChange = { removed: [], inserted: [] };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    else if (j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      change.removed.push(shift + i);
      i += 1;
    } else {
      change.inserted.push(shift + i);
      j += 1;
    }
  }
  return change;
}
