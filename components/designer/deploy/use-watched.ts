'use client';

import { parseAsString, useQueryState } from 'nuqs';

/** The deployment whose state the designer shows, as the URL says; null: none. */
export function useWatched() {
  const [id, watch] = useQueryState('live', parseAsString);
  return { id, watch: (next: string | null) => void watch(next) };
}
