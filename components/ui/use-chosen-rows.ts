'use client';

import { useState } from 'react';

/** Rows that stay chosen over the pages of a list, each as it was last seen. */
export function useChosenRows<T>(keyOf: (row: T) => string) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map());
  return {
    keys: [...chosen.keys()],
    rows: [...chosen.values()],
    /** What is chosen now; `seen` are the rows that the page knows. */
    choose: (keys: readonly string[], seen: readonly T[]) => {
      const known = new Map([...chosen, ...seen.map((row) => [keyOf(row), row] as const)]);
      const next = new Map<string, T>();
      for (const key of keys) {
        const row = known.get(key);
        if (row !== undefined) next.set(key, row);
      }
      setChosen(next);
    },
    add: (rows: readonly T[]) => setChosen(new Map([...chosen, ...rows.map((row) => [keyOf(row), row] as const)])),
    clear: () => setChosen(new Map()),
  };
}
