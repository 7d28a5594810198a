import type { TextQuery, TextsFound } from '../../../core/text/find-in-texts.ts';

/** More are not listed, and would be of no help. */
export const mostMatches = 10_000;

/** What the page asks the worker that searches; one question at a time. */
export interface SearchQuestion {
  query: TextQuery;
  /** Texts that are others than in the question before; null: gone. */
  changed: Record<string, string | null>;
}

/** What the worker says: first that it has begun. */
export type SearchTold = { kind: 'begun' } | { kind: 'found'; found: TextsFound } | { kind: 'failed' };
