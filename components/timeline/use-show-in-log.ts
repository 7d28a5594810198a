'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { parseAsRange } from '../logs/use-log-state.ts';

const keys = {
  look: parseAsString,
  node: parseAsString,
  inst: parseAsString,
  op: parseAsString,
  line: parseAsRange,
  q: parseAsString,
  level: parseAsString,
};

interface LogPlace {
  node: string;
  instance: string;
  /** `interface.operation`. */
  operation: string;
  /** The `seq` of the line to show. */
  line: number;
}

/** Leads to the log of one operation, at a line of it. */
export function useShowInLog(): (place: LogPlace) => void {
  const [, setKeys] = useQueryStates(keys, { history: 'push' });
  return ({ node, instance, operation, line }) =>
    void setKeys({
      look: null,
      node,
      inst: instance,
      op: operation,
      line: { from: line, to: line },
      q: null,
      level: null,
    });
}
