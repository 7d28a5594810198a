import type { PathStep } from '../../dsl/edit/index.ts';
import { followFlow, unquoted } from './flow-cursor.ts';

/** Where a cursor is in a text, told from its indentation: the text may be broken there, as it is while one types. */
export interface Cursor {
  /** Of a key: the map that it is in. Of a value: where the value is. */
  path: PathStep[];
  /** `either`: a word in a line of its own, of which nobody knows yet. */
  position: 'key' | 'value' | 'either';
  /** The word around the cursor. */
  from: number;
  to: number;
}

interface Level {
  indent: number;
  step: PathStep;
}

const keyPattern = /^("[^"\n]*"|'[^'\n]*'|[^\s#{}[\],&*!|>'"%@`-][^\n]*?|-[^\s][^\n]*?)[ \t]*:(?=[ \t\r\n]|$)[ \t]*/;
const blockText = /^[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/;

/** Where the cursor at an offset is; one beyond the end counts as the end. */
export function cursorAt(text: string, place: number): Cursor {
  const offset = Math.min(place, text.length);
  const found = new LineReader(text, offset).read();
  const before = /[^\s,[\]{}'"#]*$/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
  const after = /^[^\s,[\]{}'":#]*/.exec(text.slice(offset))?.[0] ?? '';
  return { ...found, from: offset - before.length, to: offset + after.length };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

type Place = Pick<Cursor, 'path' | 'position'>;

class LineReader {
  readonly #text: string;
  readonly #offset: number;
  readonly #levels: Level[] = [];

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  read(): Place {
    let at = 0;
    while (at <= this.#offset) {
      const next = this.#line(at);
      if (typeof next !== 'number') return next;
      at = next;
    }
    return { path: this.#path(), position: 'either' };
  }

  /** Reads the line that begins at `start`; where to go on, or the place when the cursor is in it. */
  #line(start: number): number | Place {
    const end = this.#endOfLine(start);
    const isLast = this.#offset <= end;
    const line = this.#text.slice(start, isLast ? this.#offset : end);
    const blank = /^\s*(?:#.*)?$/.test(line);
    if (blank && !isLast) return end + 1;
    let column = /^ */.exec(line)?.[0].length ?? 0;
    for (;;) {
      const item = /^-(?:[ \t]+|\r?$)/.exec(line.slice(column))?.[0];
      if (item === undefined) break;
      this.#item(column);
      column += item.length;
    }
    const rest = line.slice(column);
    const key = keyPattern.exec(rest);
    if (key === null) return this.#withoutKey({ start, end, isLast, column, rest });
    this.#key(column, unquoted(key[1] ?? ''));
    const value = start + column + key[0].length;
    return this.#value(value, { end, isLast, indent: column });
  }

  #withoutKey(at: { start: number; end: number; isLast: boolean; column: number; rest: string }): number | Place {
    const { start, end, isLast, column, rest } = at;
    if (/^[{[]/.test(rest)) return this.#value(start + column, { end, isLast, indent: column });
    if (!isLast) return end + 1;
    this.#leave(column, true);
    return { path: this.#path(), position: 'either' };
  }

  /** Goes on behind a key or the mark of an item. */
  #value(from: number, { end, isLast, indent }: { end: number; isLast: boolean; indent: number }): number | Place {
    const rest = this.#text.slice(from, end);
    if (/^[{[]/.test(rest)) {
      const followed = followFlow(this.#text, from, this.#offset);
      if (!('end' in followed)) return { path: [...this.#path(), ...followed.path], position: followed.position };
      return isLast ? { path: this.#path(), position: 'value' } : this.#endOfLine(followed.end) + 1;
    }
    if (isLast) return { path: this.#path(), position: 'value' };
    return blockText.test(rest) ? this.#behindText(end + 1, indent) : end + 1;
  }

  /** Goes past the lines of a block text; in it there is nothing to know. */
  #behindText(start: number, indent: number): number | Place {
    let at = start;
    while (at <= this.#offset && at < this.#text.length) {
      const line = this.#text.slice(at, this.#endOfLine(at));
      if (line.trim() !== '' && line.length - line.trimStart().length <= indent) return at;
      at = this.#endOfLine(at) + 1;
    }
    return { path: this.#path(), position: 'value' };
  }

  #key(column: number, key: string): void {
    this.#leave(column, true);
    this.#levels.push({ indent: column, step: key });
  }

  /** A list may stand as far left as the key that it belongs to. */
  #item(column: number): void {
    this.#leave(column, false);
    const last = this.#levels.at(-1);
    const isNext = last !== undefined && last.indent === column && typeof last.step === 'number';
    if (isNext) this.#levels.pop();
    this.#levels.push({ indent: column, step: isNext ? Number(last.step) + 1 : 0 });
  }

  #leave(column: number, equalToo: boolean): void {
    for (let last = this.#levels.at(-1); last !== undefined; last = this.#levels.at(-1)) {
      if (last.indent < column || (last.indent === column && !equalToo)) return;
      this.#levels.pop();
    }
  }

  #path(): PathStep[] {
    return this.#levels.map(({ step }) => step);
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }
}
