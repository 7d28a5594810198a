'use client';

import { useQueryClient } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useApi } from '../api/api.ts';
import type { RunChoice } from './use-run-choice.ts';

const shown = {
  run: parseAsString,
  with: parseAsString,
  preview: parseAsString,
  update: parseAsString,
  exec: parseAsString,
  line: parseAsInteger,
  tab: parseAsString,
};

/** From a run that was just started to its log: that of the execution of the id, or of the one that runs now. */
export function useShowStarted(deploymentId: string, { onStarted }: Pick<RunChoice, 'onStarted'>) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [, set] = useQueryStates(shown);
  return async (executionId: string | null): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey({ id: deploymentId }) });
    void queryClient.invalidateQueries({ queryKey: api.executions.search.queryKey() });
    if (onStarted !== undefined) onStarted();
    else await set({ run: null, with: null, preview: null, update: null, exec: executionId, line: null, tab: null });
  };
}
