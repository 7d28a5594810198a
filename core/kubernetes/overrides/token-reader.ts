import type { FilledText } from './filled-text.ts';
import { faultAt, type OverrideFault, type OverrideProblem } from './override-fault.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Brackets, signs and operations in one another; far more than any override has. */
const deepest = 60;

const end: Token = { kind: 'end', value: '', at: 0, source: 0 };

/** The tokens of an override, one after the other. What the author did not write is only taken where a value may be. */
export class TokenReader {
  readonly #filled: FilledText;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(filled: FilledText) {
    this.#filled = filled;
    this.#tokens = tokensOf(filled);
  }

  get next(): Token {
    return this.#tokens[this.#next] ?? this.#tokens.at(-1) ?? end;
  }

  take(): Token {
    const token = this.next;
    this.#next += 1;
    return token;
  }

  /** Whether the next token is this sign, from the author (or from the value `source`). */
  isSign(value: string, source = 0): boolean {
    const { next } = this;
    return next.kind === 'sign' && next.value === value && next.source === source;
  }

  /** Takes the sign when it is next. */
  takeSign(value: string, source = 0): boolean {
    const is = this.isSign(value, source);
    if (is) this.#next += 1;
    return is;
  }

  /** Takes the sign, which must be next. */
  expectSign(value: string, source = 0): void {
    if (!this.takeSign(value, source)) throw this.unexpected(`Here ${value} must come.`);
  }

  isName(value: string): boolean {
    const { next } = this;
    return next.kind === 'name' && next.value === value && next.source === 0;
  }

  /** Reads something that may hold itself. */
  deeper<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > deepest) throw this.fault(this.next, tooDeep);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  fault(token: { at: number }, problem: OverrideProblem): OverrideFault {
    return faultAt(this.#filled, token.at, problem);
  }

  /** The next token must not be there. */
  unexpected(hint: string): OverrideFault {
    const { next } = this;
    if (next.kind === 'end') return this.fault(next, { kind: 'syntax', detail: 'The override ends too early.', hint });
    if (next.source !== 0)
      return this.fault(next, {
        kind: 'refused',
        detail: 'What is filled in here is more than a value.',
        hint: 'Put it in quotes, or fill in a number, a truth value, a list or a map.',
      });
    const shown = next.kind === 'break' ? 'the end of the line' : next.value;
    return this.fault(next, { kind: 'syntax', detail: `${shown} cannot stand here.`, hint });
  }
}

const tooDeep: OverrideProblem = {
  kind: 'limit',
  detail: `The override holds brackets and signs in one another more than ${deepest} times.`,
  hint: 'Write several overrides, one after the other.',
};
