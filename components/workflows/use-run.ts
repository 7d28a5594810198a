'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { DeploymentDetail, StartRequest, WorkflowView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultCode, faultText } from '../api/fault.ts';
import { specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, type Fields, useFields } from '../inputs/use-fields.ts';
import type { RunChoice } from './use-run-choice.ts';
import { useShowStarted } from './use-show-started.ts';

export type RunOptions = Required<Record<'dryRun' | 'queue' | 'force', boolean>>;

/** A run that is being made ready. */
export interface RunState {
  fields: Fields;
  options: RunOptions;
  setOptions: (options: RunOptions) => void;
  problems: readonly FieldProblem[];
  /** Checks what is typed and asks what a run with it would do; or with given parameters. */
  preview: (parameters?: JsonObject) => void;
  /** Back to the parameters. */
  edit: () => void;
  /** Runs what the preview of that id shows. */
  start: (previewId: string, more?: Partial<RunOptions>) => void;
  isBusy: boolean;
  /** Another execution is in the way; waiting for it is possible. */
  mustWait: boolean;
}

/** These have their own buttons, which lead to the preview at once. */
const plain: readonly string[] = ['install', 'uninstall'];

/** The state of a run between its parameters and its start. */
export function useRun(deployment: DeploymentDetail, workflow: WorkflowView, choice: RunChoice): RunState {
  const fields = useFields(specsOf(workflow.parameters, workflow.choices));
  const [options, setOptions] = useState<RunOptions>({ dryRun: false, queue: false, force: false });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const makePreview = useMakePreview(deployment.id, workflow.name, choice.show);
  const sendStart = useStart(deployment.id);

  const preview = useMutation({
    mutationFn: async (parameters: JsonObject | null) => {
      if (parameters) return await makePreview(parameters);
      const parsed = await fields.parse();
      return parsed.problems.length > 0 ? parsed.problems : await makePreview(parsed.values);
    },
    onSuccess: setProblems,
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });
  const start = useMutation({
    mutationFn: sendStart,
    onSuccess: setProblems,
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const asksNothing = fields.specs.length === 0 || plain.includes(workflow.name);
    if (choice.previewId === null && asksNothing) preview.mutate(null);
  }, [choice.previewId, fields.specs.length, workflow.name, preview.mutate]);

  return {
    fields,
    options,
    setOptions,
    problems,
    preview: (parameters) => preview.mutate(parameters ?? null),
    edit: () => choice.show(null),
    start: (previewId, more) => start.mutate({ workflow: workflow.name, previewId, ...options, ...more }),
    isBusy: preview.isPending || start.isPending,
    mustWait: start.isError && faultCode(start.error) === 'conflict',
  };
}

/** Asks what a run would do and shows it; answers with what is wrong with the parameters. */
function useMakePreview(deploymentId: string, workflow: string, show: RunChoice['show']) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  return async (parameters: JsonObject): Promise<FieldProblem[]> => {
    const result = await client.executions.preview.mutate({ deploymentId, workflow, parameters });
    if (!result.ok) return toFieldProblems(result.problems);
    queryClient.setQueryData(api.executions.getPreview.queryKey({ id: result.preview.id }), result.preview);
    show(result.preview.id);
    return [];
  };
}

/** Starts an execution and shows it; answers with what is wrong. */
function useStart(deploymentId: string) {
  const client = useApiClient();
  const showStarted = useShowStarted(deploymentId);
  return async (request: Omit<StartRequest, 'deploymentId'>): Promise<FieldProblem[]> => {
    const result = await client.executions.start.mutate({ deploymentId, ...request });
    if (!result.ok) return toFieldProblems(result.problems);
    await showStarted(request.queue ? result.id : null);
    return [];
  };
}

function toFieldProblems(problems: readonly { parameter: string | null; message: string }[]): FieldProblem[] {
  return problems.map(({ parameter, message }) => ({ field: parameter, message }));
}
