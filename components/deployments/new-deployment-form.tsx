'use client';

import { Play } from 'lucide-react';
import { type FormEvent, useEffect } from 'react';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import { inputId } from '../inputs/input-control.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { nameField, useNewDeployment } from './use-new-deployment.ts';

const nameId = 'deployment-name';

interface NewDeploymentFormProps {
  blueprint: BlueprintDetail;
  taken: readonly string[];
  /** Its first field gets the focus: what it is in was opened for it, and before it was there. */
  takesFocus?: boolean;
}

/** A form generated from the inputs of a blueprint. Problems stand at their fields and in a summary that gets the focus. */
export function NewDeploymentForm({ blueprint, taken, takesFocus = false }: NewDeploymentFormProps) {
  useEffect(() => {
    if (takesFocus) document.getElementById(nameId)?.focus();
  }, [takesFocus]);
  const form = useNewDeployment(blueprint, taken);
  const canOperate = useCanOperate();
  const nameProblem = form.problems.find(({ field }) => field === nameField)?.message;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    form.submit({ install: submitter?.getAttribute('value') === 'install' });
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <ProblemSummary
        problems={form.problems}
        labelOf={(field) => (field === nameField ? 'Name' : (blueprint.inputs[field]?.display_label ?? field))}
        idOf={(field) => (field === nameField ? nameId : inputId(field))}
      />
      <Panel aria-label="Name">
        <div className="p-4">
          <Field id={nameId} label="Name of the deployment" problem={nameProblem}>
            <Input
              {...describedBy(nameId, { problem: nameProblem !== undefined })}
              value={form.name}
              onChange={({ target }) => form.setName(target.value)}
              autoComplete="off"
              maxLength={128}
            />
          </Field>
        </div>
      </Panel>
      <Panel aria-label="Inputs">
        <PanelHeader title="Inputs" />
        <div className="flex flex-col gap-5 p-4">
          {form.fields.specs.length === 0 && <p className="text-ink-2 text-sm">This blueprint asks for none.</p>}
          <FormFields fields={form.fields} problems={form.problems} />
        </div>
      </Panel>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={!canOperate || form.isBusy}>
          {form.isBusy ? 'Creating…' : 'Create deployment'}
        </Button>
        <Button type="submit" value="install" disabled={!canOperate || form.isBusy}>
          <Play aria-hidden /> Create and install…
        </Button>
      </div>
    </form>
  );
}
