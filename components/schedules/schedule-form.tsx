'use client';

import type { FormEvent } from 'react';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import { inputId } from '../inputs/input-control.tsx';
import { isRequired } from '../inputs/input-field.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { timeFieldIds } from './field-ids.ts';
import { ScheduleTimesFields } from './schedule-times-fields.tsx';
import { type ScheduleSubject, useScheduleForm } from './use-schedule-form.ts';

const nameId = 'schedule-name';
const ids: Readonly<Record<string, string>> = { ...timeFieldIds, name: nameId };

/** Name, parameters and times of a schedule of one workflow. */
export function ScheduleForm(props: ScheduleSubject) {
  const form = useScheduleForm(props);
  const { workflow, schedule } = props;
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
          title={`Parameters of ${workflow.name}`}
          open={schedule !== undefined || form.fields.specs.some(([, { input }]) => isRequired(input))}
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
          {submitText(schedule !== undefined, form.isBusy)}
        </Button>
      </DialogActions>
    </form>
  );
}

function submitText(isChange: boolean, isBusy: boolean): string {
  if (isBusy) return isChange ? 'Saving…' : 'Creating…';
  return isChange ? 'Save changes' : 'Create schedule';
}
