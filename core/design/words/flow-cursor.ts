import type { PathStep } from '../../dsl/edit/index.ts';

/** Where a cursor is inside of `{...}` or `[...]`. */
export interface FlowCursor {
  /** Below the value that begins with the bracket. */
  path: PathStep[];
  position: 'key' | 'value';
}

type Frame = { kind: 'map'; key: string | null } | { kind: 'list'; index: number };

/**
 * Follows a value in brackets that begins at `from` as far as `cursor`, whatever is wrong with it: where it ended before
 * the cursor, or where the cursor is in it.
 */
export function followFlow(text: string, from: number, cursor: number): { end: number } | FlowCursor {
  const flow = new Flow(text, cursor);
  for (let at = from; at < cursor; ) {
    at = flow.take(at);
    if (flow.frames.length === 0) return { end: at };
  }
  return { path: flow.frames.flatMap(stepOf), position: positionIn(flow.frames.at(-1)) };
}

class Flow {
  readonly frames: Frame[] = [];
  readonly #text: string;
  readonly #limit: number;
  /** Where the present word began. */
  #word = 0;

  constructor(text: string, limit: number) {
    this.#text = text;
    this.#limit = limit;
  }

  /** Takes what is at a place; where to go on. */
  take(at: number): number {
    const character = this.#text[at] ?? '';
    if (character === '"' || character === "'") return endOfQuoted(this.#text, at, this.#limit) + 1;
    if (character === '#' && /\s/.test(this.#text[at - 1] ?? '')) return endOfLine(this.#text, at, this.#limit) + 1;
    if (character === '}' || character === ']') this.frames.pop();
    if (character === '{') this.frames.push({ kind: 'map', key: null });
    if (character === '[') this.frames.push({ kind: 'list', index: 0 });
    const isMark = character === ',' ? this.#comma() : character === ':' && this.#colon(at);
    if (isMark || character === '{' || character === '[') this.#word = at + 1;
    return at + 1;
  }

  #comma(): boolean {
    const frame = this.frames.at(-1);
    if (frame?.kind === 'list') frame.index += 1;
    else if (frame !== undefined) frame.key = null;
    return true;
  }

  /** Only the colon behind a key; others are part of a word. */
  #colon(at: number): boolean {
    const frame = this.frames.at(-1);
    const isEnd = /[\s,}\]]|^$/.test(this.#text[at + 1] ?? '');
    if (frame?.kind !== 'map' || frame.key !== null || !isEnd) return false;
    frame.key = unquoted(this.#text.slice(this.#word, at));
    return true;
  }
}

function stepOf(frame: Frame): PathStep[] {
  if (frame.kind === 'list') return [frame.index];
  return frame.key === null ? [] : [frame.key];
}

function positionIn(frame: Frame | undefined): 'key' | 'value' {
  return frame?.kind === 'map' && frame.key === null ? 'key' : 'value';
}

/** A key without its quotes. */
export function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/s, '$2');
}

function endOfQuoted(text: string, from: number, limit: number): number {
  const quote = text[from];
  for (let at = from + 1; at < limit; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return limit;
}

function endOfLine(text: string, from: number, limit: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 || end > limit ? limit : end;
}
