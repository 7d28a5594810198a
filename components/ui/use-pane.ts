'use client';

import { useQueryState } from 'nuqs';

/** The row whose details are open beside its list; in the URL, and back closes them. */
export function usePane() {
  const [pane, set] = useQueryState('pane', { history: 'push' });
  return { pane, show: (id: string | null) => void set(id), close: () => void set(null) };
}
