/** Bytes of a line that are shown; of a longer one the beginning and the end are. With what is said of the rest it fits into one event. */
export const longestLine = 60 * 1024;
const longestEnd = 16 * 1024;
const longestBeginning = longestLine - longestEnd;

/** Receives a line and the stream's byte offset just after it. */
export type EmitLine = (line: string, offset: number) => void;

/** Cuts a byte stream into lines, with a bounded memory whatever the command prints (reliability.md P5). */
export class OutputLines {
  readonly #emit: EmitLine;
  #line = new PartialLine();
  #lineStart: number;
  #position: number;
  #gap: { start: number; end: number; newlines: number } | null = null;

  /** `start`: offset of the first byte that will be pushed; the beginning of a line. */
  constructor(emit: EmitLine, start: number) {
    this.#emit = emit;
    this.#lineStart = start;
    this.#position = start;
  }

  /** Offset of the next byte expected. */
  get position(): number {
    return this.#position;
  }

  /** Offset of the line that is not complete yet. */
  get lineStart(): number {
    return this.#lineStart;
  }

  push(bytes: Buffer): void {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(0x0a, from);
      const part = bytes.subarray(from, end < 0 ? bytes.length : end);
      this.#position += part.length;
      this.#line.add(part);
      if (end < 0) return;
      this.#position += 1;
      this.#finishLine();
      from = end + 1;
    }
  }

  /**
   * The bytes up to `position` will never be pushed; the log says so. `newlines`: how many there are from the start of
   * the line that is not complete up to `position`. Without any it is one long line, and its end may still come.
   */
  skipTo(position: number, newlines: number): void {
    const skipped = position - this.#position;
    if (newlines === 0) {
      this.#line.skip(skipped);
      this.#position = position;
      return;
    }
    // The begun line belongs to the gap too, unless it is so long that it is cut anyhow.
    if (this.#line.size >= longestLine) this.#finishLine();
    this.#gap = { start: this.#lineStart, end: position, newlines };
    this.#line = new PartialLine();
    this.#position = position;
    this.#lineStart = position;
  }

  /** The stream has ended; what is left is its last line. */
  end(): void {
    if (this.#position > this.#lineStart || this.#gap !== null) this.#finishLine();
  }

  #finishLine(): void {
    const line = this.#line;
    this.#line = new PartialLine();
    this.#lineStart = this.#position;
    const gap = this.#gap;
    this.#gap = null;
    if (gap !== null && line.size < longestLine) {
      // The line that the gap cut in two belongs to the gap.
      this.#emit(gapText(gap.newlines + 1, this.#position - gap.start), this.#position);
      return;
    }
    if (gap !== null) this.#emit(gapText(gap.newlines, gap.end - gap.start), gap.end);
    this.#emit(line.text(), this.#position);
  }
}

function gapText(lines: number, bytes: number): string {
  const noun = lines === 1 ? 'line' : 'lines';
  return `[${lines.toLocaleString('en')} ${noun}, ${bytes.toLocaleString('en')} bytes of this output are left out here]`;
}

/** A line as far as it has come: its beginning and the last of it. */
class PartialLine {
  /** Bytes of the line so far, those that are not kept among them. */
  size = 0;
  readonly #beginning: Buffer[] = [];
  #room = longestBeginning;
  #end: Buffer[] = [];
  #endSize = 0;

  add(part: Buffer): void {
    this.size += part.length;
    // Copies: the chunk itself may be much larger and would be kept as long as this line.
    if (this.#room > 0) this.#beginning.push(Buffer.from(part.subarray(0, this.#room)));
    const rest = part.subarray(this.#room);
    this.#room = Math.max(0, this.#room - part.length);
    if (rest.length > 0) this.#addToEnd(Buffer.from(rest.subarray(-longestEnd)));
  }

  /** So many bytes of the line will never come. */
  skip(bytes: number): void {
    this.size += bytes;
    this.#room = 0;
    this.#end = [];
    this.#endSize = 0;
  }

  text(): string {
    const beginning = Buffer.concat(this.#beginning);
    const end = Buffer.concat(this.#end).subarray(-longestEnd);
    if (beginning.length + end.length === this.size) {
      const text = decode(Buffer.concat([beginning, end]));
      return text.endsWith('\r') ? text.slice(0, -1) : text;
    }
    const shownBeginning = beginning.subarray(0, lastCharacterEnd(beginning));
    const shownEnd = end.subarray(firstCharacterStart(end));
    const left = this.size - shownBeginning.length - shownEnd.length;
    const note = `[${left.toLocaleString('en')} bytes of this line are left out here]`;
    return `${decode(shownBeginning)} ${note} ${decode(shownEnd)}`;
  }

  #addToEnd(bytes: Buffer): void {
    this.#end.push(bytes);
    this.#endSize += bytes.length;
    while (this.#endSize - (this.#end[0]?.length ?? 0) >= longestEnd) this.#endSize -= this.#end.shift()?.length ?? 0;
  }
}

/** PostgreSQL's text cannot hold NUL. */
function decode(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\0', '\ufffd');
}

/** Where to cut so that no character of several bytes is torn. */
function lastCharacterEnd(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (start > 0 && isContinuation(bytes[start])) start -= 1;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length <= bytes.length ? bytes.length : Math.max(0, start);
}

function firstCharacterStart(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start += 1;
  return start;
}

function isContinuation(byte: number | undefined): boolean {
  return ((byte ?? 0) & 0xc0) === 0x80;
}
