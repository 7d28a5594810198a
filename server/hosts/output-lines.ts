/** Longer lines are cut; a log is read by people. */
export const longestLine = 64 * 1024;

/** Receives a line and the stream's byte offset just after it. */
export type EmitLine = (line: string, offset: number) => void;

/** Cuts a byte stream into lines, with a bounded memory whatever the command prints. */
export class OutputLines {
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #lineStart: number;
  #position: number;
  #gapStart: number | null = null;
  readonly #emit: EmitLine;

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

  /** Offset of the line that is not complete yet: where to go on with a new connection. */
  get lineStart(): number {
    return this.#gapStart ?? this.#lineStart;
  }

  push(bytes: Buffer): void {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(0x0a, from);
      const part = bytes.subarray(from, end < 0 ? bytes.length : end);
      this.#position += part.length;
      if (end < 0) {
        this.#keep(part);
        return;
      }
      this.#position += 1;
      this.#keep(part);
      this.#finishLine();
      from = end + 1;
    }
  }

  /** The bytes up to `position` will never be pushed; the log says so at the next line that is whole. */
  skipTo(position: number): void {
    // The begun line belongs to the gap too, unless it is so long that its beginning is all there will be of it.
    if (this.#keptBytes >= longestLine) this.#finishLine();
    this.#kept = [];
    this.#keptBytes = 0;
    this.#gapStart = this.#lineStart;
    this.#position = position;
    this.#lineStart = position;
  }

  /** The stream has ended; what is left is its last line. */
  end(): void {
    if (this.#position > this.#lineStart || this.#gapStart !== null) this.#finishLine();
  }

  #keep(part: Buffer): void {
    const room = longestLine - this.#keptBytes;
    if (room <= 0 || part.length === 0) return;
    // A copy: the chunk itself may be much larger and would be kept as long as this line.
    const kept = Buffer.from(part.subarray(0, room));
    this.#kept.push(kept);
    this.#keptBytes += kept.length;
  }

  #finishLine(): void {
    const bytes = Buffer.concat(this.#kept);
    const total = this.#position - this.#lineStart;
    this.#kept = [];
    this.#keptBytes = 0;
    this.#lineStart = this.#position;
    if (this.#gapStart !== null) {
      // The line that the gap cut in two belongs to the gap.
      const left = this.#position - this.#gapStart;
      this.#gapStart = null;
      this.#emit(`[${left.toLocaleString('en')} bytes of this output are left out here]`, this.#position);
      if (bytes.length < longestLine) return;
    }
    this.#emit(decodeLine(bytes, total), this.#position);
  }
}

function decodeLine(bytes: Buffer, total: number): string {
  const isCut = total > bytes.length + 1;
  const whole = isCut ? bytes.subarray(0, lastCharacterEnd(bytes)) : bytes;
  // PostgreSQL's text cannot hold NUL.
  const text = whole.toString('utf8').replaceAll('\0', '\ufffd');
  if (isCut) return `${text} [line cut: ${(total - whole.length).toLocaleString('en')} more bytes]`;
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Where to cut so that no character of several bytes is torn. */
function lastCharacterEnd(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length <= bytes.length ? bytes.length : start;
}
