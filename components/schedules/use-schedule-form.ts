'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { ScheduleView, WorkflowView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, useFields } from '../inputs/use-fields.ts';
import { sayDone } from '../ui/toasts.tsx';
import { emptyTimes, timesChange, toTimes, typedOf } from './typed-times.ts';

/** What a form of a schedule is about. */
export interface ScheduleSubject {
  deploymentId: string;
  workflow: WorkflowView;
  /** The one that is changed; absent for a new one. */
  schedule: ScheduleView | undefined;
  onDone: () => void;
}

/** What is typed of a schedule, and what stores it. */
export function useScheduleForm({ deploymentId, workflow, schedule, onDone }: ScheduleSubject) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const given = schedule?.workflow === workflow.name ? schedule.parameters : {};
  const fields = useFields(specsOf(workflow.parameters, workflow.choices), given);
  const [name, setName] = useState(schedule?.name ?? workflow.name);
  const [times, setTimes] = useState(() => (schedule ? typedOf(schedule) : emptyTimes(browserZone())));
  const [stopOnFail, setStopOnFail] = useState(schedule?.stopOnFail ?? false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);

  async function store(): Promise<readonly FieldProblem[]> {
    const { values, problems: found } = await fields.parse();
    const when = toTimes(times);
    const missing = [
      ...(name.trim() === '' ? [{ field: 'name', message: 'This is required.' }] : []),
      ...(when ? [] : [{ field: times.kind === 'at' ? 'since' : 'rule', message: 'This is required.' }]),
    ];
    if (!when || missing.length + found.length > 0) return [...missing, ...found];
    const names = new Set(fields.specs.map(([each]) => each));
    const parameters = { ...without(given, names), ...values };
    const work = { name: name.trim(), workflow: workflow.name, parameters, stopOnFail };
    const result = schedule
      ? await client.schedules.update.mutate({ id: schedule.id, ...work, ...timesChange(schedule, times) })
      : await client.schedules.create.mutate({ deploymentId, ...work, ...when });
    return result.ok ? [] : result.problems.map(toOwn);
  }

  const mutation = useMutation({
    mutationFn: store,
    onSuccess: (found) => {
      setProblems(found);
      if (found.length > 0) return;
      for (const queryKey of [api.schedules.list.queryKey(), api.deployments.history.queryKey()])
        void queryClient.invalidateQueries({ queryKey });
      sayDone(`The schedule ${name.trim()} is ${schedule ? 'changed' : 'made'}`);
      onDone();
    },
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });
  return {
    fields,
    name,
    setName,
    times,
    setTimes,
    stopOnFail,
    setStopOnFail,
    problems,
    isBusy: mutation.isPending,
    submit: () => mutation.mutate(),
  };
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Values that the form does not show; they stay as they are. */
function without(values: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}

/** The form calls a parameter by its name alone. */
function toOwn({ field, message }: FieldProblem): FieldProblem {
  return { field: field?.replace(/^parameters\./, '') ?? null, message };
}
