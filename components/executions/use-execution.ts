'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api.ts';

/** All about one execution; the page of its deployment has it read again whenever something changes. */
export function useExecution({ id }: { id: string }, enabled = true) {
  const api = useApi();
  return useQuery(api.executions.get.queryOptions({ id }, { enabled }));
}
