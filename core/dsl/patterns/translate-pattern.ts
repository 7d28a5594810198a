import { translateClass } from './character-class.ts';
import { type EscapeValue, readEscape } from './escapes.ts';
import { PatternError } from './pattern-error.ts';

/** Longer patterns are refused: the engine's memory grows with them. */
const longest = 10_000;

/** Repetitions beyond this the engine refuses. */
const mostRepeats = 1000;

interface Flags {
  verbose: boolean;
  multiline: boolean;
}

/**
 * Python's syntax of regular expressions as RE2's: what both mean alike is passed on, what Python means in another way
 * (classes of Unicode, `$` before a final line break, `\Z`, verbose patterns) is spelt out, what RE2 cannot do is
 * refused. Raises PatternError.
 */
export function translatePattern(pattern: string): string {
  if (pattern.length > longest) throw new PatternError(`It is longer than ${longest} characters.`, false);
  return new Translation(pattern).all();
}

class Translation {
  readonly #text: string;
  #at = 0;
  #out = '';
  /** Whether something stands before that can be repeated, and whether it is repeated already. */
  #last: 'nothing' | 'item' | 'repeated' = 'nothing';
  #flags: Flags = { verbose: false, multiline: false };
  readonly #outer: Flags[] = [];
  #global = '';
  readonly #names = new Set<string>();

  /** What the signs of patterns mean; any other character is itself. */
  readonly #readers: Readonly<Record<string, () => void>> = {
    '\\': () => this.#escape(),
    '[': () => this.#class(),
    '(': () => this.#open(),
    ')': () => this.#close(),
    '|': () => this.#emit('|', 'nothing', 1),
    '*': () => this.#repeat('*', 1),
    '+': () => this.#repeat('+', 1),
    '?': () => this.#repeat('?', 1),
    '{': () => this.#braces(),
    '.': () => this.#emit('.', 'item', 1),
    $: () => this.#emit(this.#flags.multiline ? '(?m:$)' : '(?:\\n?\\z)', 'item', 1),
    '^': () => this.#emit(this.#flags.multiline ? '(?m:^)' : '\\A', 'item', 1),
  };

  constructor(text: string) {
    this.#text = text;
  }

  all(): string {
    while (this.#at < this.#text.length) this.#step();
    if (this.#outer.length > 0) throw new PatternError('A "(" is not closed.', true);
    return this.#global === '' ? this.#out : `(?${this.#global})${this.#out}`;
  }

  #step(): void {
    const character = this.#text[this.#at] ?? '';
    if (this.#flags.verbose && this.#skipVerbose(character)) return;
    const read = this.#readers[character];
    if (read === undefined) this.#literal();
    else read();
  }

  #literal(): void {
    const code = this.#text.codePointAt(this.#at) ?? 0;
    this.#emit(literal(code), 'item', String.fromCodePoint(code).length);
  }

  #emit(text: string, last: 'nothing' | 'item' | 'repeated', length: number): void {
    this.#out += text;
    this.#last = last;
    this.#at += length;
  }

  /** In verbose patterns blanks and comments mean nothing. */
  #skipVerbose(character: string): boolean {
    if (/\s/.test(character)) {
      this.#at += 1;
      return true;
    }
    if (character !== '#') return false;
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
    return true;
  }

  #escape(): void {
    const { value, length } = readEscape(this.#text, this.#at, false);
    this.#emit(written(value), 'item', length);
  }

  #class(): void {
    const { text, length } = translateClass(this.#text, this.#at);
    this.#emit(text, 'item', length);
  }

  #close(): void {
    const outer = this.#outer.pop();
    if (outer === undefined) throw new PatternError('A ")" has no "(".', true);
    this.#flags = outer;
    this.#emit(')', 'item', 1);
  }

  #repeat(sign: string, length: number): void {
    if (this.#last === 'nothing') throw new PatternError(`There is nothing that "${sign}" could repeat.`, true);
    if (this.#last === 'repeated') {
      if (sign === '+')
        throw new PatternError('Possessive repetition ("*+", "++", "?+") cannot be matched here.', false);
      throw new PatternError('A repetition is repeated.', true);
    }
    const lazy = this.#text[this.#at + length] === '?';
    this.#emit(sign + (lazy ? '?' : ''), 'repeated', length + (lazy ? 1 : 0));
  }

  /** `{2}`, `{2,}`, `{,3}`, `{2,3}`; anything else in braces is itself. */
  #braces(): void {
    const found = /^\{(\d*)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 40));
    const [whole = '', least = '', comma = '', most = ''] = found ?? [];
    if (found === null || (least === '' && (comma === '' || most === '') && whole !== '{,}')) {
      this.#emit('\\{', 'item', 1);
      return;
    }
    const low = Number(least === '' ? 0 : least);
    const high = comma === '' ? low : most === '' ? null : Number(most);
    if (high !== null && high < low) throw new PatternError(`In ${whole} the least is more than the most.`, true);
    if (low > mostRepeats || (high ?? 0) > mostRepeats) {
      throw new PatternError(
        `${whole} asks for more than ${mostRepeats} repetitions. Use min_length and max_length instead.`,
        false,
      );
    }
    this.#repeat(high === null ? `{${low},}` : `{${low},${high}}`, whole.length);
  }

  #open(): void {
    const rest = this.#text.slice(this.#at, this.#at + 200);
    const [start] = /^\((?:\?(?::|P<|#)?)?/.exec(rest) ?? [];
    if (start === '(' || start === '(?:') this.#enter(start, start.length);
    else if (start === '(?P<') this.#openNamed(rest);
    else if (start === '(?#') this.#skipComment();
    else this.#openFlags(rest);
  }

  #enter(text: string, length: number): void {
    this.#outer.push(this.#flags);
    this.#flags = { ...this.#flags };
    this.#emit(text, 'nothing', length);
  }

  #openNamed(rest: string): void {
    const [whole, name = ''] = /^\(\?P<([^>]*)>/.exec(rest) ?? [];
    if (whole === undefined || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      throw new PatternError('The name of a group is not a word.', true);
    }
    if (this.#names.has(name)) throw new PatternError(`Two groups have the name "${name}".`, true);
    this.#names.add(name);
    this.#enter('(', whole.length);
  }

  #skipComment(): void {
    const end = this.#text.indexOf(')', this.#at);
    if (end === -1) throw new PatternError('A comment is not closed.', true);
    this.#at = end + 1;
  }

  #openFlags(rest: string): void {
    refuseUnsupported(rest);
    const [whole, on = '', off = '', end = ''] = /^\(\?([aiLmsux]*)(?:-([imsx]+))?(\)|:)/.exec(rest) ?? [];
    if (whole === undefined) throw new PatternError(`"${rest.slice(0, 4)}" begins no group.`, true);
    if (on.includes('L')) throw new PatternError('The flag L works on bytes only.', true);
    const changed = {
      verbose: (this.#flags.verbose || on.includes('x')) && !off.includes('x'),
      multiline: (this.#flags.multiline || on.includes('m')) && !off.includes('m'),
    };
    const kept = (flags: string) => flags.replace(/[^is]/g, '');
    if (end === ')') {
      if (this.#at > 0 && this.#text.slice(0, this.#at).trim() !== '') {
        throw new PatternError('Flags for the whole pattern must stand at its start.', true);
      }
      this.#flags = changed;
      this.#global += kept(on);
      this.#at += whole.length;
      return;
    }
    const minus = kept(off);
    this.#enter(`(?${kept(on)}${minus === '' ? '' : `-${minus}`}:`, whole.length);
    this.#flags = changed;
  }
}

const unsupported: readonly [string, string][] = [
  ['(?=', 'look-ahead'],
  ['(?!', 'negative look-ahead'],
  ['(?<=', 'look-behind'],
  ['(?<!', 'negative look-behind'],
  ['(?P=', 'a reference back to a group'],
  ['(?>', 'an atomic group'],
  ['(?(', 'a condition on a group'],
];

function refuseUnsupported(rest: string): void {
  const found = unsupported.find(([start]) => rest.startsWith(start));
  if (found === undefined) return;
  const [start, what] = found;
  throw new PatternError(
    `It uses ${what} ("${start}"), with which matching could take for ever. Write what is allowed without it, or as several constraints.`,
    false,
  );
}

/** A character as itself, whatever it means in patterns. */
function literal(code: number): string {
  const character = String.fromCodePoint(code);
  return /^[\p{L}\p{N}_ ]$/u.test(character) ? character : `\\x{${code.toString(16)}}`;
}

function written(value: EscapeValue): string {
  if (value.kind === 'character') return literal(value.code);
  return value.kind === 'class' ? `[${value.members}]` : value.text;
}
