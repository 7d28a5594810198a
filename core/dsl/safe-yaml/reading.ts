import type { Problem, Report } from '../../diagnostics/report.ts';
import { code, isBlank, isLineEnd } from './characters.ts';
import type { YamlLimits } from './limits.ts';
import { SourcePart, type SourceText } from './source-text.ts';
import type { MapEntry, ScalarNode, SyntaxNode } from './syntax.ts';

/** The text cannot be read on from here; the reason is in the report. Raised and caught inside this folder. */
export class Unreadable extends Error {}

/** Syntax errors named for one file; the first ones usually cause the rest. */
const mostErrors = 20;

/** A problem at offsets of the file. */
export interface Trouble extends Omit<Problem, 'range' | 'code'> {
  code?: Problem['code'];
  start: number;
  end?: number;
}

/** The part that nodes count from; see `openPart`. */
export interface PartFrame {
  part: SourcePart;
  base: number;
  /** How much was reported, defined and used before the part. */
  problems: number;
  defined: number;
  used: number;
  /** How many lone signs were waiting to be keys. */
  special: number;
}

/** A node together with the name that refers to it. */
export interface Anchored {
  name: string;
  node: SyntaxNode;
}

/** A place where the name of a node stands for it. */
export interface Aliased extends Anchored {
  /** Offsets in `source`, of `*name`. */
  source: SourcePart;
  start: number;
  end: number;
}

/** Where a reader is in a text, and what it has met so far. The steps of reading are functions that move it. */
export class Reading {
  readonly source: SourceText;
  /** The text with a NUL behind it, so that reading a character at the end needs no check. */
  readonly text: string;
  readonly length: number;
  readonly limits: YamlLimits;
  /** The next character. */
  at: number;
  /** Where the line of the next character starts. */
  lineStart: number;
  /** Behind the last character that belongs to a value, a key or their signs. */
  tokenEnd = 0;
  /** Where the text of several lines starts that was read last, for messages. */
  longText = -1;
  longTextEnd = 0;
  /** Collections that are open. */
  depth = 0;
  part: SourcePart;
  base = 0;
  /** Tag handles and what they stand for. */
  handles = new Map<string, string>();
  readonly anchors = new Map<string, SyntaxNode>();
  /** Anchors in the order of their definition. */
  readonly defined: Anchored[] = [];
  /** Aliases in the order of their use. */
  readonly used: Aliased[] = [];
  /** Plain `<<` and `=` that were not used as keys so far: they mean something there and nothing elsewhere. */
  readonly special = new Map<SyntaxNode, '<<' | '='>();
  /** What was reported, warnings too. */
  problems = 0;
  /** Where broken syntax was seen last. */
  failedAt = 0;
  /** Whether the syntax is broken somewhere. */
  broken = false;
  /** Whether nothing more is to be read after a failure. */
  stopped = false;
  /** Values that merge keys copied so far. */
  merged = 0;
  /** Whether texts must not keep the whole text of this reading in memory. */
  detach = false;
  readonly #report: Report;

  constructor(source: SourceText, report: Report, limits: YamlLimits) {
    this.source = source;
    this.text = `${source.text}\0`;
    this.length = source.text.length;
    this.limits = limits;
    this.#report = report;
    this.part = new SourcePart(source, 0);
    // A byte order mark takes no column.
    this.at = source.text.charCodeAt(0) === code.byteOrderMark ? 1 : 0;
    this.lineStart = this.at;
  }

  /** The next character's code, or the code of the one `ahead`. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  get atEnd(): boolean {
    return this.at >= this.length;
  }

  /** Whether nothing that was read is in front of the next character in its line. */
  get startsLine(): boolean {
    return this.tokenEnd <= this.lineStart;
  }

  /** Steps over one character that is part of a value or a sign. */
  step(): void {
    this.at += 1;
    this.tokenEnd = this.at;
  }

  /** Whether `character` is next and a blank follows it: the signs `- `, `? ` and `: `. */
  isSign(character: number): boolean {
    return this.text.charCodeAt(this.at) === character && isBlank(this.text.charCodeAt(this.at + 1));
  }

  /** Steps over the line break that is next, whichever form it has. */
  breakLine(): void {
    const wide = this.peek() === code.carriageReturn && this.peek(1) === code.lineFeed;
    this.at += wide ? 2 : 1;
    this.lineStart = this.at;
  }

  /** Goes to the next character that is no space, line break or comment; says whether it is in another line. */
  skipSpace(): boolean {
    const { text, lineStart } = this;
    for (;;) {
      let character = text.charCodeAt(this.at);
      while (character === code.space) {
        this.at += 1;
        character = text.charCodeAt(this.at);
      }
      if (character === code.hash) this.skipLine();
      else if (character === code.lineFeed) {
        this.at += 1;
        this.lineStart = this.at;
      } else if (isLineEnd(character) && !this.atEnd) this.breakLine();
      else return this.lineStart !== lineStart;
    }
  }

  /** Goes to the end of the line. */
  skipLine(): void {
    let at = this.at;
    while (!isLineEnd(this.text.charCodeAt(at))) at += 1;
    this.at = at;
  }

  /** Whether `---`, `...` or a directive is next: what ends a document, whatever is open. */
  atDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const first = this.peek();
    if (first === code.percent) return true;
    if (first !== code.minus && first !== code.dot) return false;
    return this.peek(1) === first && this.peek(2) === first && isBlank(this.peek(3));
  }

  /** The text of a scalar or key. */
  slice(start: number, end: number): string {
    const text = this.text.slice(start, end);
    // Slices hold on to what they were cut from. After many edits that would be as many copies of the whole text.
    return this.detach && text.length > 12 ? ` ${text}`.slice(1) : text;
  }

  scalar(type: ScalarNode['type'], value: ScalarNode['value'], start: number): ScalarNode {
    const { part, base, tokenEnd } = this;
    return { kind: 'scalar', type, value, source: part, start: start - base, end: tokenEnd - base, size: 1, depth: 1 };
  }

  /** An entry that still lacks its value. */
  entry(key: ScalarNode, keyText: string, place: { start: number; end: number }): MapEntry {
    const { part, base } = this;
    const { start, end } = place;
    return { key: keyText, keyType: key.type, source: part, keyStart: start - base, keyEnd: end - base, value: key };
  }

  /** An entry whose key is a text. */
  textEntry(key: string, { start, end }: { start: number; end: number }, value: SyntaxNode): MapEntry {
    const { part, base } = this;
    return { key, keyType: 'string', source: part, keyStart: start - base, keyEnd: end - base, value };
  }

  /** Starts a part at the next character; give what it returns to `closePart`. */
  openPart(): PartFrame {
    const frame = {
      part: this.part,
      base: this.base,
      problems: this.problems,
      defined: this.defined.length,
      used: this.used.length,
      special: this.special.size,
    };
    this.part = new SourcePart(frame.part, this.at - frame.base);
    this.base = this.at;
    return frame;
  }

  closePart(frame: PartFrame): void {
    this.part = frame.part;
    this.base = frame.base;
  }

  /** One more collection is open from here. */
  enter(start: number): void {
    this.depth += 1;
    if (this.depth <= this.limits.depth) return;
    const detail = `The file nests more than ${this.limits.depth} levels deep here, the most that is read.`;
    this.refuse({ code: 9002, detail, start, hint: 'Write a part of it in a file of its own, or flatter.' });
  }

  /** A collection is complete; it must not have become too large by aliases. */
  leave<Built extends SyntaxNode>(node: Built): Built {
    this.depth -= 1;
    const { expandedNodes, expandedDepth } = this.limits;
    if (node.size > expandedNodes || node.depth > expandedDepth) this.tooLarge(node.start + this.base);
    return node;
  }

  tooLarge(start: number): never {
    const { expandedNodes, expandedDepth } = this.limits;
    this.refuse({
      code: 9003,
      detail: `With every alias written out this would be more than ${expandedNodes} values or ${expandedDepth} levels.`,
      start,
      hint: 'Use fewer aliases of large values.',
    });
  }

  /** Reports an error that reading can go on after. */
  problem(trouble: Trouble): void {
    this.problems += 1;
    this.#report.error(this.#located(trouble));
  }

  warning(trouble: Trouble): void {
    this.problems += 1;
    this.#report.warning(this.#located(trouble));
  }

  /** Reports broken syntax; reading can go on at the next entry of the document, if anywhere. */
  fail(trouble: Trouble): never {
    this.broken = true;
    this.failedAt = trouble.start;
    this.problem(trouble);
    if (this.problems >= mostErrors) this.stopped = true;
    throw new Unreadable();
  }

  /** Reports what makes the whole text unacceptable. */
  refuse(trouble: Trouble): never {
    this.stopped = true;
    this.fail(trouble);
  }

  /** Line of an offset, for messages. */
  lineOf(offset: number): number {
    return this.source.position(offset).line;
  }

  #located({ start, end, code: number, detail, hint }: Trouble): Problem {
    const range = this.source.range(start, end ?? Math.min(start + 1, this.length));
    return { code: number ?? 9000, detail, range, ...(hint === undefined ? {} : { hint }) };
  }
}
