import { type FilledText, originAt } from './filled-text.ts';

/**
 * What is wrong with an override. `syntax`: it cannot be read. `refused`: Python would do it, we do not. `missing`:
 * there is no such key or index. `type`: the values do not go together. `late value`: a value cannot be had.
 * `limit`: it grows too large or never ends.
 */
export type OverrideFaultKind = 'syntax' | 'refused' | 'missing' | 'type' | 'late value' | 'limit';

export interface OverrideProblem {
  kind: OverrideFaultKind;
  /** A full sentence: what is wrong. Never holds a late-bound value, which may be a secret. */
  detail: string;
  /** A full sentence: how to mend it. */
  hint: string;
}

const longestQuote = 160;

/** An override that cannot be carried out; the message says what, where and how to mend it. */
export class OverrideFault extends Error {
  override name = 'OverrideFault';
  readonly kind: OverrideFaultKind;
  /** As the author wrote it. */
  readonly written: string;
  /** From 1, in `written`. */
  readonly column: number;
  readonly detail: string;
  readonly hint: string;

  constructor(written: string, column: number, { kind, detail, hint }: OverrideProblem) {
    const shown = written.length > longestQuote ? `${written.slice(0, longestQuote)}…` : written;
    super(`${detail} ${hint} (Column ${column} of the override: ${shown})`);
    this.kind = kind;
    this.written = written;
    this.column = column;
    this.detail = detail;
    this.hint = hint;
  }
}

/** The fault at a character of a filled text. */
export function faultAt(filled: FilledText, at: number, problem: OverrideProblem): OverrideFault {
  return new OverrideFault(filled.written, originAt(filled, at) + 1, problem);
}
