'use client';

import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useMemo } from 'react';
import { eventTypes } from '../../core/workflow/task-graph.ts';
import type { LogFilterInput } from '../../server/api/contract.ts';
import { formatRange, parseRange } from './line-range.ts';
import { logLevels } from './log-filter.ts';

/** Lines in the order of time, or together by operation. */
const orders = ['time', 'operation'] as const;

/** How a text is taken: as a regular expression, with regard to case. */
export const textModes = ['regex', 'case'] as const;
export type TextMode = (typeof textModes)[number];

/** Lines as the address names them. */
export const parseAsRange = createParser({
  parse: parseRange,
  serialize: formatRange,
  eq: (a, b) => a.from === b.from && a.to === b.to,
});
const parseAsModes = parseAsArrayOf(parseAsStringLiteral(textModes)).withDefault([]);

const parsers = {
  q: parseAsString.withDefault(''),
  qAs: parseAsModes,
  level: parseAsStringLiteral(logLevels),
  type: parseAsArrayOf(parseAsStringLiteral(eventTypes)).withDefault([]),
  op: parseAsString,
  task: parseAsString,
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  line: parseAsRange,
  follow: parseAsBoolean.withDefault(true),
  wrap: parseAsBoolean,
  /** What is looked for among the lines. */
  search: parseAsString,
  searchAs: parseAsModes,
  full: parseAsBoolean.withDefault(false),
  order: parseAsStringLiteral(orders).withDefault('time'),
};

/** All that the log's address says, and how to change it. */
export function useLogState() {
  return useQueryStates(parsers);
}

export type LogState = ReturnType<typeof useLogState>[0];
export type SetLogState = ReturnType<typeof useLogState>[1];

interface Selection {
  node: string | null;
  instance: string | null;
}

/** What the address and the selection let through. It is the same object as long as it says the same. */
export function useFilter(state: LogState, { node, instance }: Selection): LogFilterInput {
  const filter = toFilter(state, { node, instance });
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all of it.
  return useMemo(() => filter, [key]);
}

function toFilter(state: LogState, { node, instance }: Selection): LogFilterInput {
  const { q, qAs, level, type, op, task, from, to } = state;
  return {
    ...(q !== '' && { text: q }),
    ...(q !== '' && qAs.includes('regex') && { regex: true }),
    ...(q !== '' && qAs.includes('case') && { matchCase: true }),
    ...(level !== null && { level }),
    ...(type.length > 0 && { types: type }),
    ...(op !== null && { operation: op }),
    ...(task !== null && { task }),
    ...(instance !== null ? { instance } : node !== null && { node }),
    ...(from !== null && { from: from.toISOString() }),
    ...(to !== null && { to: to.toISOString() }),
  };
}

/** Nothing of the address narrows the log down; the selection is not the log's own. */
export const noFilterState = {
  q: null,
  qAs: null,
  level: null,
  type: null,
  op: null,
  task: null,
  from: null,
  to: null,
};
