'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';

/** A stored preview; it never changes. Nothing is asked for without an id. */
export function usePreview(id: string | null) {
  const api = useApi();
  return useQuery(api.executions.getPreview.queryOptions(id === null ? skipToken : { id }, { staleTime: Infinity }));
}
