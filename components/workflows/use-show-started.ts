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

/**
 * From a run that was just started to its log: that of the execution of the id, or of the one that runs now. Who went on
 * to something else before the server answered stays there.
 */
export function useShowStarted(deploymentId: string, { onStarted }: Pick<RunChoice, 'onStarted'>) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [asked, set] = useQueryStates(shown);
  return async (executionId: string | null): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: api.deployments.get.queryKey({ id: deploymentId }) });
    void queryClient.invalidateQueries({ queryKey: api.executions.search.queryKey() });
    if (onStarted !== undefined) return onStarted();
    await set((now) => {
      if (now.run !== asked.run || now.preview !== asked.preview || now.update !== asked.update) return {};
      const closed = { run: null, with: null, preview: null, update: null };
      return now.tab === asked.tab ? { ...closed, exec: executionId, line: null, tab: null } : closed;
    });
  };
}
