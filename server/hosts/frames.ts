/** What a stream carries: output of the command, or a line of the launcher. */
export type StreamItem = { kind: 'data'; bytes: Buffer } | { kind: 'frame'; text: string };

const mark = 0x1e;
const newline = 0x0a;
/** The launcher writes no longer ones. */
const longestFrame = 4096;

/**
 * Takes the launcher's lines out of a stream of bytes. A line begins with the byte 1E and the nonce of this connection,
 * so the command's own output is never mistaken for one, wherever the chunks are cut.
 */
export class FrameSplitter {
  readonly #tag: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(nonce: string) {
    this.#tag = Buffer.from(`\u001e${nonce} `, 'latin1');
  }

  /** What can be told so far; the rest waits for the next chunk. */
  push(chunk: Buffer): StreamItem[] {
    const items: StreamItem[] = [];
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = Buffer.alloc(0);
    let searchFrom = 0;
    for (;;) {
      const at = rest.indexOf(mark, searchFrom);
      if (at < 0) break;
      const verdict = this.#look(rest.subarray(at));
      if (verdict === 'no') {
        searchFrom = at + 1;
        continue;
      }
      if (at > 0) items.push({ kind: 'data', bytes: rest.subarray(0, at) });
      if (verdict === 'wait') {
        this.#held = Buffer.from(rest.subarray(at));
        return items;
      }
      items.push({ kind: 'frame', text: rest.toString('utf8', at + this.#tag.length, at + verdict) });
      rest = rest.subarray(at + verdict + 1);
      searchFrom = 0;
    }
    if (rest.length > 0) items.push({ kind: 'data', bytes: rest });
    return items;
  }

  /** Position of the newline that ends the frame at the start of `bytes`. */
  #look(bytes: Buffer): number | 'no' | 'wait' {
    const known = Math.min(bytes.length, this.#tag.length);
    if (bytes.compare(this.#tag, 0, known, 0, known) !== 0) return 'no';
    const end = bytes.indexOf(newline, known);
    if (end >= 0) return end;
    return bytes.length > longestFrame ? 'no' : 'wait';
  }
}
