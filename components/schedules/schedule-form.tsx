'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { WorkflowView } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import { inputId } from '../inputs/input-control.tsx';
import { isRequired, specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, useFields } from '../inputs/use-fields.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { timeFieldIds } from './field-ids.ts';
import { ScheduleTimesFields } from './schedule-times-fields.tsx';
import { emptyTimes, toTimes } from './typed-times.ts';

const nameId = 'schedule-name';
const ids: Readonly<Record<string, string>> = { ...timeFieldIds, name: nameId };

/** Name, parameters and times of a schedule of one workflow. */
export function ScheduleForm(props: { deploymentId: string; workflow: WorkflowView; onDone: () => void }) {
  const form = useScheduleForm(props);
  const nameProblem = form.problems.find(({ field }) => field === 'name')?.message;
  function submit(event: FormEvent): void {
    event.preventDefault();
    form.submit();
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <ProblemSummary problems={form.problems} idOf={(field) => ids[field] ?? inputId(field)} />
      <Field id={nameId} label="Name of the schedule" problem={nameProblem}>
        <Input
          {...describedBy(nameId, { problem: nameProblem !== undefined })}
          value={form.name}
          onChange={({ target }) => form.setName(target.value)}
          autoComplete="off"
          maxLength={128}
        />
      </Field>
      <ScheduleTimesFields times={form.times} onChange={form.setTimes} problems={form.problems} />
      {form.fields.specs.length > 0 && (
        <Fold
          title={`Parameters of ${props.workflow.name}`}
          open={form.fields.specs.some(([, { input }]) => isRequired(input))}
        >
          <FormFields fields={form.fields} problems={form.problems} />
        </Fold>
      )}
      <CheckField
        label="Stop after a failure"
        help="When an execution that it started fails, the schedule is switched off."
        checked={form.stopOnFail}
        onChange={form.setStopOnFail}
      />
      <DialogActions>
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {form.isBusy ? 'Creating…' : 'Create schedule'}
        </Button>
      </DialogActions>
    </form>
  );
}

function useScheduleForm(props: { deploymentId: string; workflow: WorkflowView; onDone: () => void }) {
  const { deploymentId, workflow, onDone } = props;
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const fields = useFields(specsOf(workflow.parameters, workflow.choices));
  const [name, setName] = useState(workflow.name);
  const [times, setTimes] = useState(() => emptyTimes(Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [stopOnFail, setStopOnFail] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);

  async function create(): Promise<readonly FieldProblem[]> {
    const { values: parameters, problems: found } = await fields.parse();
    const when = toTimes(times);
    const missing = [
      ...(name.trim() === '' ? [{ field: 'name', message: 'This is required.' }] : []),
      ...(when ? [] : [{ field: times.kind === 'at' ? 'since' : 'rule', message: 'This is required.' }]),
    ];
    if (!when || missing.length + found.length > 0) return [...missing, ...found];
    const request = { deploymentId, name: name.trim(), workflow: workflow.name, parameters, stopOnFail, ...when };
    const result = await client.schedules.create.mutate(request);
    return result.ok ? [] : result.problems;
  }

  const mutation = useMutation({
    mutationFn: create,
    onSuccess: (found) => {
      setProblems(found);
      if (found.length > 0) return;
      void queryClient.invalidateQueries({ queryKey: api.schedules.list.queryKey() });
      sayDone(`The schedule ${name.trim()} is made`);
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
