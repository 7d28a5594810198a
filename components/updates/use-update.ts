'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UpdateOptions, UpdateRequest } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultCode, faultText } from '../api/fault.ts';
import type { FieldProblem } from '../inputs/use-fields.ts';
import type { RunChoice } from '../workflows/use-run-choice.ts';
import { useShowStarted } from '../workflows/use-show-started.ts';

/** Plans an update, previews it and shows that; answers with what is wrong with which input. */
export function usePlanUpdate(choice: RunChoice) {
  const client = useApiClient();
  const showPreview = useShowPreview(choice);
  return async (request: UpdateRequest, options: UpdateOptions): Promise<FieldProblem[]> => {
    const plan = await client.updates.plan.mutate(request);
    if (!plan.ok) return plan.problems.map(({ input, message }) => ({ field: input, message }));
    return await showPreview(plan.update.id, options);
  };
}

/** Plans the way back to what was before an update, and shows what it would do. */
export function useRollback(choice: RunChoice) {
  const client = useApiClient();
  const showPreview = useShowPreview(choice);
  return async (updateId: string): Promise<FieldProblem[]> => {
    const plan = await client.updates.rollback.mutate({ id: updateId });
    if (!plan.ok) return plan.problems.map(({ input, message }) => ({ field: input, message }));
    return await showPreview(plan.update.id, {});
  };
}

interface Approved {
  previewId: string;
  force?: boolean;
}

/** The state of an approved update: its start, and what was wrong with it. */
export function useStartUpdate(deploymentId: string, updateId: string, choice: RunChoice) {
  const client = useApiClient();
  const showStarted = useShowStarted(deploymentId, choice);
  const showPreview = useShowPreview(choice);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onError = (fault: unknown) => setProblems([{ field: null, message: faultText(fault) }]);
  const start = useMutation({
    mutationFn: async (request: Approved): Promise<FieldProblem[]> => {
      const result = await client.updates.start.mutate({ id: updateId, ...request });
      if (!result.ok) return result.problems.map(({ parameter, message }) => ({ field: parameter, message }));
      await showStarted(null);
      return [];
    },
    onSuccess: setProblems,
    onError,
  });
  const renew = useMutation({
    mutationFn: (options: UpdateOptions) => showPreview(updateId, options),
    onSuccess: setProblems,
    onError,
  });
  return {
    start: (request: Approved) => start.mutate(request),
    renew: (options: UpdateOptions) => renew.mutate(options),
    /** Something was in the way that can be overridden. */
    isGuarded: start.isError && faultCode(start.error) === 'conflict',
    problems,
    isBusy: start.isPending || renew.isPending,
  };
}

function useShowPreview(choice: RunChoice) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  return async (id: string, options: UpdateOptions): Promise<FieldProblem[]> => {
    const result = await client.updates.preview.mutate({ id, options });
    if (!result.ok) return result.problems.map(({ parameter, message }) => ({ field: parameter, message }));
    queryClient.setQueryData(api.executions.getPreview.queryKey({ id: result.preview.id }), result.preview);
    choice.showUpdate(id, result.preview.id);
    return [];
  };
}
