import type { Position, SourceRange } from '../../diagnostics/diagnostic.ts';

/** One file's text, with its lines found once so that offsets turn into lines and columns cheaply. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  #lineStarts: number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** Line and column of an offset; offsets beyond the end count as the end. */
  position(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.text.length);
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1, offset: at };
  }

  range(start: number, end: number): SourceRange {
    return { file: this.file, start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  #starts(): number[] {
    if (this.#lineStarts !== null) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    return starts;
  }
}

/**
 * A stretch of a file that nodes count their offsets from. When a text is edited, what did not change keeps its nodes,
 * and only its part moves: asking a part always answers for the text that was read last.
 */
export class SourcePart {
  #within: SourcePart | SourceText;
  #base: number;

  /** `base`: where the part starts, counted from the start of what it is within. */
  constructor(within: SourcePart | SourceText, base: number) {
    this.#within = within;
    this.#base = base;
  }

  /** The whole text the part is in now. */
  get whole(): SourceText {
    let at: SourcePart | SourceText = this;
    while (at instanceof SourcePart) at = at.#within;
    return at;
  }

  get file(): string {
    return this.whole.file;
  }

  /** Turns an offset in this part into one in the file. */
  offset(inPart: number): number {
    let sum = inPart;
    for (let at: SourcePart | SourceText = this; at instanceof SourcePart; at = at.#within) sum += at.#base;
    return sum;
  }

  /** Line and column in the file of an offset in this part. */
  position(inPart: number): Position {
    return this.whole.position(this.offset(inPart));
  }

  /** The place in the file of a stretch of this part. */
  range(start: number, end: number): SourceRange {
    const base = this.offset(0);
    return this.whole.range(base + start, base + end);
  }

  /** Puts the part, and with it all within it, to another place. Only for whoever reads a text again. */
  moveTo(within: SourcePart, base: number): void {
    this.#within = within;
    this.#base = base;
  }
}
