import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { PathStep } from '../../../core/dsl/edit/index.ts';
import { readPlainScalar } from '../../../core/dsl/safe-yaml/scalars.ts';

/** A comment and its line, from 0. */
export interface Comment {
  text: string;
  line: number;
}

/** The comments of a text, in order, read by another program than ours. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let isScalarText = false;
  let line = 0;
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && !isScalarText) comments.push({ text: token.trimEnd(), line });
    isScalarText = token === '\u001f';
    line += token.split('\n').length - 1;
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
  readonly #document: Document.Parsed;
  readonly #root: unknown;

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/);
    const options = {
      uniqueKeys: false,
      version: '1.1',
      merge: true,
      lineCounter: this.#counter,
      logLevel: 'silent',
    } as const;
    this.#document = parseDocument(text, options);
    this.#root = this.#document.contents;
  }

  /** The lines of the deepest thing on a path that is there, with blank lines and comments around it. */
  around(path: readonly PathStep[]): LineSpan {
    let node: unknown = this.#root;
    let span = this.#span(0, this.#lines.length - 1);
    for (const step of path) {
      const next = this.#child(node, step);
      if (next === null) break;
      span = this.#span(this.#line(next.from), this.#line(Math.max(next.to - 1, next.from)));
      node = next.node;
    }
    return span;
  }

  /** The lines of what is at the end of a path; null when nothing is. */
  at(path: readonly PathStep[]): LineSpan | null {
    let node: unknown = this.#root;
    let span: LineSpan | null = null;
    for (const step of path) {
      const next = this.#child(node, step);
      if (next === null) return null;
      span = { first: this.#line(next.from), last: this.#line(Math.max(next.to - 1, next.from)) };
      node = next.node;
    }
    return span;
  }

  /**
   * The lines of an entry with the comments that belong to it: those directly above it in its column, and those below it
   * that stand further in.
   */
  withOwnComments(path: readonly PathStep[]): LineSpan | null {
    const span = this.at(path);
    if (span === null) return null;
    const column = this.#columnOf(span.first);
    let { first, last } = span;
    const isComment = (line: number) => /^\s*#/.test(this.#lines[line] ?? '');
    while (isComment(first - 1) && this.#columnOf(first - 1) === column) first -= 1;
    for (let line = last + 1; /^\s*(#.*)?$/.test(this.#lines[line] ?? 'x'); line += 1) {
      if (!isComment(line)) continue;
      if (this.#columnOf(line) <= column) break;
      last = line;
    }
    return { first, last };
  }

  #columnOf(line: number): number {
    return (this.#lines[line] ?? '').search(/\S/);
  }

  /** The lines of each entry that has the key at the end of a path: the same key may be there more than once. */
  every(path: readonly PathStep[]): LineSpan[] {
    let node: unknown = this.#root;
    for (const step of path.slice(0, -1)) node = this.#child(node, step)?.node;
    if (!isMap(node)) return [];
    const same = node.items.filter(({ key }) => keyNameOf(key) === String(path.at(-1)));
    return same.flatMap((pair) => {
      if (!isScalar(pair.key)) return [];
      const from = pair.key.range?.[0] ?? 0;
      const end = isNode(pair.value) ? (pair.value.range?.[1] ?? from) : from;
      return [this.#span(this.#line(from), this.#line(Math.max(end - 1, from)))];
    });
  }

  /** The lines of the braces or brackets around the end of a path: commas are in the lines of neighbours. */
  flowAround(path: readonly PathStep[]): LineSpan[] {
    let node: unknown = this.#root;
    for (const step of path.slice(0, -1)) node = this.#child(node, step)?.node;
    return isCollection(node) && node.flow === true ? [this.around(path.slice(0, -1))] : [];
  }

  /** The line of the brace or bracket that a collection starts with, if a comment is inside of it there. */
  opening(path: readonly PathStep[]): LineSpan | null {
    let node: unknown = this.#root;
    for (const step of path) node = this.#child(node, step)?.node;
    if (!isCollection(node) || node.flow !== true) return null;
    const line = this.#line(node.range?.[0] ?? 0);
    return /[[{]\s*#/.test(this.#lines[line] ?? '') ? { first: line, last: line } : null;
  }

  /** The lines of all values that have an anchor. */
  anchored(): LineSpan[] {
    const spans: LineSpan[] = [];
    const add = (node: { anchor?: string; range?: readonly number[] | null }) => {
      const [from = 0, to = from] = node.range ?? [];
      if (node.anchor !== undefined) spans.push(this.#span(this.#line(from) - 1, this.#line(Math.max(to - 1, from))));
    };
    visit(this.#document, {
      Map: (_key, node) => add(node),
      Seq: (_key, node) => add(node),
      Scalar: (_key, node) => add(node),
    });
    return spans.map(({ first, last }) => ({ first: Math.max(first, 0), last }));
  }

  /** The lines in which a text occurs; with the comments below, if those are asked for. */
  holding(text: string, withComments = false): LineSpan[] {
    const found = this.#lines.flatMap((line, index) => (line.includes(text) ? [index] : []));
    return found.map((first) => {
      let last = first;
      while (withComments && /^\s*#/.test(this.#lines[last + 1] ?? '')) last += 1;
      return { first, last };
    });
  }

  /** A child, an item from its dash on. */
  #child(node: unknown, step: PathStep): ReturnType<typeof childOf> {
    const child = childOf(node, step);
    if (child === null || !isSeq(node) || node.flow === true) return child;
    let line = this.#line(child.from);
    const start = this.#counter.lineStarts[line] ?? 0;
    if (/-\s*$/.test((this.#lines[line] ?? '').slice(0, child.from - start).replace(/[&!]\S+\s*$/, ''))) return child;
    while (line > 0 && /^\s*(#.*)?$/.test(this.#lines[line - 1] ?? '')) line -= 1;
    return /^\s*(-\s*)+([&!]\S+\s*)*(#.*)?$/.test(this.#lines[line - 1] ?? '')
      ? { ...child, from: this.#counter.lineStarts[line - 1] ?? child.from }
      : child;
  }

  #line(offset: number): number {
    return this.#counter.linePos(offset).line - 1;
  }

  #span(first: number, last: number): LineSpan {
    const isSpare = (line: number) => /^[\s-]*(#.*)?$/.test(this.#lines[line] ?? 'x');
    let [from, to] = [first, last];
    while (from > 0 && isSpare(from - 1)) from -= 1;
    while (to < this.#lines.length - 1 && isSpare(to + 1)) to += 1;
    return { first: from, last: to };
  }
}

/** What the tree calls a key: that of a plain text is what the text means, as JSON writes it. */
export function keyNameOf(key: unknown): string | null {
  if (!isScalar(key)) return null;
  if (key.type !== 'PLAIN' || key.tag !== undefined) return String(key.value);
  const { type = 'string', value = '' } = readPlainScalar(key.source ?? '') ?? {};
  return type === 'float' && Number.isInteger(value) ? `${value}.0` : String(value);
}

function childOf(node: unknown, step: PathStep): { node: unknown; from: number; to: number } | null {
  if (!isCollection(node) || isAlias(node)) return null;
  if (isMap(node)) {
    const pair = node.items.findLast((item) => keyNameOf(item.key) === String(step));
    if (pair === undefined || !isScalar(pair.key)) return null;
    const from = pair.key.range?.[0] ?? 0;
    const value = isNode(pair.value) ? pair.value.range : null;
    return { node: pair.value, from, to: Math.max(value?.[1] ?? 0, pair.key.range?.[1] ?? 0) };
  }
  const item = node.items[Number(step)];
  if (!isNode(item) || isPair(item)) return null;
  return { node: item, from: item.range?.[0] ?? 0, to: item.range?.[1] ?? 0 };
}

/**
 * Whether `after` is `before` with nothing changed but what is in these lines, and what was put next to them. Null, or
 * the first line that is not where it was.
 */
export function strayLine(before: string, after: string, spans: readonly LineSpan[]): string | null {
  const old = before.split('\n');
  const lines = after.split('\n');
  const runs = fixedRuns(old, spans);
  let at = 0;
  for (const [index, run] of runs.entries()) {
    const isFirst = index === 0;
    const isLast = index === runs.length - 1;
    const from = isLast && !isFirst ? Math.max(at, lines.length - run.length) : at;
    const found = findRun(lines, run, { from, only: isFirst || isLast });
    if (found === -1) return run.find((line, number) => lines[from + number] !== line) ?? run[0] ?? '';
    at = found + run.length;
  }
  return null;
}

/** The lines in front of, between and behind the spans. */
function fixedRuns(lines: readonly string[], spans: readonly LineSpan[]): string[][] {
  const sorted = spans.toSorted((a, b) => a.first - b.first);
  const runs: string[][] = [];
  let from = 0;
  for (const { first, last } of sorted) {
    if (first >= from) runs.push(lines.slice(from, first));
    from = Math.max(from, last + 1);
  }
  return [...runs, lines.slice(from)];
}

function findRun(
  lines: readonly string[],
  run: readonly string[],
  { from, only }: { from: number; only: boolean },
): number {
  for (let at = from; at + run.length <= lines.length; at += 1) {
    if (run.every((line, index) => lines[at + index] === line)) return at;
    if (only) return -1;
  }
  return -1;
}

/** How many lines of a text are not in another one. */
export function lostLines(before: string, after: string): number {
  const left = new Map<string, number>();
  for (const line of after.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  let lost = 0;
  for (const line of before.split('\n')) {
    const count = left.get(line) ?? 0;
    if (count === 0) lost += 1;
    else left.set(line, count - 1);
  }
  return lost;
}
