'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';

const keys = {
  look: parseAsString,
  node: parseAsString,
  inst: parseAsString,
  op: parseAsString,
  line: parseAsInteger,
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
    void setKeys({ look: null, node, inst: instance, op: operation, line, q: null, level: null });
}
