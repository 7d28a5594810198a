'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { DeploymentDetail, StartRequest, WorkflowView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultCode, faultText } from '../api/fault.ts';
import { type FieldSpec, specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, type Fields, useFields } from '../inputs/use-fields.ts';
import type { RunChoice } from './use-run-choice.ts';
import { useShowStarted } from './use-show-started.ts';

/** What can be asked of any run. */
export interface RunOptions {
  dryRun: boolean;
  queue: boolean;
  force: boolean;
  /** Seconds, as typed; empty for the usual. */
  waitAfterFail: string;
}

/** A run that is being made ready. */
export interface RunState {
  fields: Fields;
  /** Parameters that the blueprint does not declare, as one field. */
  others: Fields;
  options: RunOptions;
  setOptions: (options: RunOptions) => void;
  problems: readonly FieldProblem[];
  /** Checks what is typed and asks what a run with it would do; or with given parameters. */
  preview: (parameters?: JsonObject) => void;
  /** Back to the parameters. */
  edit: () => void;
  /** Runs what the preview of that id shows. */
  start: (previewId: string, more?: Pick<StartRequest, 'queue' | 'force'>) => void;
  isBusy: boolean;
  /** What was in the way of its start: another execution, or something that can be overridden. */
  obstacle: 'execution' | 'guard' | null;
}

/** No parameter can be called so. */
const otherField = '(others)';
const otherSpecs: [string, FieldSpec][] = [
  [
    otherField,
    {
      input: {
        type: 'dict',
        required: false,
        display_label: 'Other parameters',
        description: 'Values for what the blueprint does not declare.',
      },
    },
  ],
];

const usualOptions: RunOptions = { dryRun: false, queue: false, force: false, waitAfterFail: '' };

/** These have their own buttons, which lead to the preview at once. */
const plain: readonly string[] = ['install', 'uninstall'];

/** The state of a run between its parameters and its start. */
export function useRun(deployment: DeploymentDetail, workflow: WorkflowView, choice: RunChoice): RunState {
  const fields = useFields(specsOf(workflow.parameters, workflow.choices), choice.given);
  const others = useFields(otherSpecs);
  const [options, setOptions] = useState<RunOptions>({ ...usualOptions, queue: deployment.running !== null });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const makePreview = useMakePreview(deployment.id, workflow.name, choice.show);
  const sendStart = useStart(deployment.id, choice);

  const preview = useMutation({
    mutationFn: async (parameters: JsonObject | null) => {
      if (parameters) return await makePreview(parameters, true);
      const [own, other] = [await fields.parse(), await others.parse()];
      const found = [...own.problems, ...other.problems];
      if (found.length > 0) return found;
      const given = other.values[otherField];
      return await makePreview({ ...own.values, ...toObject(given) }, given !== undefined);
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
    others,
    options,
    setOptions,
    problems,
    preview: (parameters) => preview.mutate(parameters ?? null),
    edit: () => choice.show(null),
    start: (previewId, more) => {
      const { waitAfterFail, ...switches } = options;
      const seconds = waitAfterFail === '' ? {} : { waitAfterFail: Number(waitAfterFail) };
      start.mutate({ workflow: workflow.name, previewId, ...switches, ...seconds, ...more });
    },
    isBusy: preview.isPending || start.isPending,
    obstacle: start.isError ? obstacleOf(start.error, deployment) : null,
  };
}

function toObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function obstacleOf(fault: unknown, deployment: DeploymentDetail): RunState['obstacle'] {
  if (faultCode(fault) !== 'conflict') return null;
  return deployment.running ? 'execution' : 'guard';
}

/** Asks what a run would do and shows it; answers with what is wrong with the parameters. */
function useMakePreview(deploymentId: string, workflow: string, show: RunChoice['show']) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  return async (parameters: JsonObject, allowCustomParameters: boolean): Promise<FieldProblem[]> => {
    const request = { deploymentId, workflow, parameters, allowCustomParameters };
    const result = await client.executions.preview.mutate(request);
    if (!result.ok) return toFieldProblems(result.problems);
    queryClient.setQueryData(api.executions.getPreview.queryKey({ id: result.preview.id }), result.preview);
    show(result.preview.id);
    return [];
  };
}

/** Starts an execution and shows it; answers with what is wrong. */
function useStart(deploymentId: string, choice: RunChoice) {
  const client = useApiClient();
  const showStarted = useShowStarted(deploymentId, choice);
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
