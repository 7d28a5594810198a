const blockBits = 1024;
const wordsPerBlock = blockBits / 32;

/**
 * Which lines of a log match, by their `seq` from 1: one bit a line, so that the place of a line, the line at a place
 * and the next one are found without reading the log. Grows with the log; nothing leaves it.
 */
export class SeqSet {
  #words = new Uint32Array(wordsPerBlock);
  /** Members in the blocks before each block; made anew when it is asked for after a change. */
  #before: number[] | null = null;
  #count = 0;
  #covered = 0;

  /** How many members there are. */
  get count(): number {
    return this.#count;
  }

  /** Lines up to here were looked at. */
  get covered(): number {
    return this.#covered;
  }

  /** Memory that it takes, in bytes. */
  get size(): number {
    return this.#words.byteLength + blocksOf(this.#words) * 8;
  }

  /** Adds members above `covered`, given as distances from it, and covers the lines up to `to`. */
  extend(distances: readonly number[], to: number): void {
    this.#makeRoom(to);
    for (const distance of distances) {
      const at = this.#covered + distance - 1;
      this.#words[at >>> 5] = (this.#words[at >>> 5] ?? 0) | (1 << (at & 31));
    }
    this.#count += distances.length;
    this.#covered = to;
    this.#before = null;
  }

  /** How many members come before the line `seq`. */
  rank(seq: number): number {
    const at = Math.min(Math.max(0, seq - 1), this.#covered);
    const block = Math.floor(at / blockBits);
    let rank = this.#prefix()[block] ?? this.#count;
    for (let word = block * wordsPerBlock; word < at >>> 5; word++) rank += countBits(this.#words[word] ?? 0);
    const rest = at & 31;
    return rest === 0 ? rank : rank + countBits((this.#words[at >>> 5] ?? 0) & (2 ** rest - 1));
  }

  /** The member at a place, from 0; null when there are fewer. */
  at(position: number): number | null {
    if (position < 0 || position >= this.#count) return null;
    const before = this.#prefix();
    let [low, high] = [0, before.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((before[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    let left = position - (before[low] ?? 0);
    for (let word = low * wordsPerBlock; word < this.#words.length; word++) {
      const bits = this.#words[word] ?? 0;
      const here = countBits(bits);
      if (left < here) return word * 32 + placeOfBit(bits, left) + 1;
      left -= here;
    }
    return null;
  }

  /** The first member that is not before `seq`. */
  next(seq: number): number | null {
    return this.at(this.rank(seq));
  }

  /** The last member that is not after `seq`. */
  previous(seq: number): number | null {
    return this.at(this.rank(seq + 1) - 1);
  }

  /** `count` members from a place on. */
  slice(position: number, count: number): number[] {
    const found: number[] = [];
    for (let seq = this.at(position); seq !== null && found.length < count; seq = this.next(seq + 1)) found.push(seq);
    return found;
  }

  /** How many members are in each of `parts` equal parts of the lines 1 to `lastSeq`. */
  ruler(parts: number, lastSeq: number): number[] {
    let before = 0;
    return Array.from({ length: parts }, (_, part) => {
      const until = this.rank(Math.ceil(((part + 1) * lastSeq) / parts) + 1);
      const here = until - before;
      before = until;
      return here;
    });
  }

  #prefix(): number[] {
    if (this.#before !== null) return this.#before;
    const before: number[] = [];
    let sum = 0;
    for (let word = 0; word < this.#words.length; word++) {
      if (word % wordsPerBlock === 0) before.push(sum);
      sum += countBits(this.#words[word] ?? 0);
    }
    this.#before = before;
    return before;
  }

  #makeRoom(lines: number): void {
    const needed = Math.ceil(lines / blockBits) * wordsPerBlock;
    if (needed <= this.#words.length) return;
    const words = new Uint32Array(Math.max(needed, this.#words.length * 2));
    words.set(this.#words);
    this.#words = words;
  }
}

function blocksOf(words: Uint32Array): number {
  return words.length / wordsPerBlock;
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function placeOfBit(word: number, position: number): number {
  let bits = word;
  for (let skipped = 0; skipped < position; skipped++) bits &= bits - 1;
  return 31 - Math.clz32(bits & -bits);
}
