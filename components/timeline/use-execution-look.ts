'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';

const looks = ['log', 'timeline', 'tasks'] as const;

/** The ways to look at an execution. */
export type ExecutionLook = (typeof looks)[number];

/** How the execution is looked at; in the URL as `look`. */
export function useExecutionLook() {
  return useQueryState('look', parseAsStringLiteral(looks).withDefault('log').withOptions({ history: 'push' }));
}
