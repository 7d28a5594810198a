/** What is looked for in texts. */
export interface TextQuery {
  text: string;
  matchesCase: boolean;
  isWholeWord: boolean;
  /** `text` is a regular expression; it is held against one line at a time. */
  isExpression: boolean;
  /** What takes the place of each match, for an expression with `$1`, `$<name>` and `$&`; null: nothing does. */
  replacement: string | null;
}

/** A place where it was found. */
export interface TextMatch {
  /** Offsets in the text. */
  from: number;
  to: number;
  /** From 1. */
  line: number;
  /** What stands around it in its line, as far as it helps. */
  before: string;
  found: string;
  after: string;
  /** What takes its place; null when nothing does. */
  put: string | null;
}

export interface FileMatches {
  path: string;
  matches: readonly TextMatch[];
}

export type TextsFound =
  | {
      ok: true;
      /** By path, only those in which there is something. */
      files: readonly FileMatches[];
      count: number;
      /** There is more than what is listed. */
      isMore: boolean;
    }
  /** The expression is none; a sentence says why. */
  | { ok: false; problem: string };

/**
 * Finds a text, or what an expression matches, in several texts, line by line; at most `most` places. What is empty is
 * never found. An expression can run for ever: who takes it from a person must be able to end this.
 */
export function findInTexts(texts: ReadonlyMap<string, string>, query: TextQuery, most: number): TextsFound {
  const pattern = patternOf(query);
  if (typeof pattern === 'string') return { ok: false, problem: pattern };
  const files: FileMatches[] = [];
  let count = 0;
  let isMore = false;
  for (const path of [...texts.keys()].sort()) {
    const matches: TextMatch[] = [];
    for (const match of query.text === '' ? [] : matchesIn(texts.get(path) ?? '', pattern, query)) {
      isMore = count === most;
      if (isMore) break;
      matches.push(match);
      count += 1;
    }
    if (matches.length > 0) files.push({ path, matches });
    if (isMore) break;
  }
  return { ok: true, files, count, isMore };
}

/** The expression to look with, or why there is none. */
function patternOf({ text, matchesCase, isWholeWord, isExpression }: TextQuery): RegExp | string {
  const source = isExpression ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const flags = matchesCase ? 'g' : 'gi';
  // Lone braces, which blueprints are full of, can stand for themselves in the older kind of expressions only.
  const unicode = compiled(source, `${flags}u`);
  const old = unicode instanceof RegExp ? unicode : compiled(source, flags);
  if (!(old instanceof RegExp)) return problemOf(old);
  if (!isWholeWord) return old;
  const [ahead, behind] = old.unicode ? [`(?<![\\p{L}\\p{N}_])`, `(?![\\p{L}\\p{N}_])`] : [`(?<!\\w)`, `(?!\\w)`];
  return new RegExp(`${ahead}(?:${source})${behind}`, old.flags);
}

function compiled(source: string, flags: string): RegExp | Error {
  try {
    return new RegExp(source, flags);
  } catch (fault) {
    return fault instanceof Error ? fault : new Error(String(fault));
  }
}

/** Browsers begin with the whole expression, which the person sees. */
function problemOf({ message }: Error): string {
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return `This is no regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`;
}

function* matchesIn(text: string, pattern: RegExp, { isExpression, replacement }: TextQuery): Iterable<TextMatch> {
  let number = 0;
  for (const { start, line } of linesOf(text)) {
    number += 1;
    for (const match of line.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (match[0] === '' || partsPair(line, match.index) || partsPair(line, end)) continue;
      const put = replacement === null || !isExpression ? replacement : expanded(replacement, match);
      yield { from: start + match.index, to: start + end, line: number, ...around(line, match.index, end), put };
    }
  }
}

function* linesOf(text: string): Iterable<{ start: number; line: string }> {
  let start = 0;
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) {
    yield { start, line: text.slice(start, index) };
    start = index + lineEnd.length;
  }
  yield { start, line: text.slice(start) };
}

/** Whether an offset is in the middle of a character. */
function partsPair(line: string, offset: number): boolean {
  return /[\uD800-\uDBFF]/.test(line[offset - 1] ?? '') && /[\uDC00-\uDFFF]/.test(line[offset] ?? '');
}

const mostBefore = 60;
const mostAfter = 200;

function around(line: string, from: number, to: number): Pick<TextMatch, 'before' | 'found' | 'after'> {
  const before = line.slice(0, from).trimStart();
  const found = line.slice(from, to);
  return {
    before: before.length > mostBefore ? `…${before.slice(-mostBefore)}` : before,
    found: found.length > mostAfter ? `${found.slice(0, mostAfter)}…` : found,
    after: line.slice(to, to + mostAfter),
  };
}

/** A replacement with what the expression's groups matched; a group that there is not stays as it is written. */
function expanded(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(/\$(?:\$|&|\d{1,2}|<[^>]*>)/g, (written) => {
    const name = written.slice(1);
    if (name === '$') return '$';
    if (name === '&') return match[0];
    const [groups, group]: [object, string] = name.startsWith('<')
      ? [match.groups ?? {}, name.slice(1, -1)]
      : [match.slice(1), String(Number(name) - 1)];
    return Object.hasOwn(groups, group) ? String(Reflect.get(groups, group) ?? '') : written;
  });
}
