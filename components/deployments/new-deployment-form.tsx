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
import { type Created, nameField, useNewDeployment } from './use-new-deployment.ts';

const nameId = 'deployment-name';

interface NewDeploymentFormProps {
  blueprint: BlueprintDetail;
  taken: readonly string[];
  /** Its first field gets the focus: what it is in was opened for it, and before it was there. */
  takesFocus?: boolean;
  /** What comes after it was made where its page is not to be opened. */
  onCreated?: (created: Created) => void;
}

/** A form generated from the inputs of a blueprint. Problems stand at their fields and in a summary that gets the focus. */
export function NewDeploymentForm({ blueprint, taken, takesFocus = false, onCreated }: NewDeploymentFormProps) {
  useEffect(() => {
    if (takesFocus) document.getElementById(nameId)?.focus();
  }, [takesFocus]);
  const form = useNewDeployment(blueprint, taken, onCreated);
  const canOperate = useCanOperate();
  const inputs = Object.values(blueprint.inputs);
  const isReady = inputs.length > 0 && inputs.every((input) => input.default !== undefined);
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
        <PanelHeader title="Inputs">
          {isReady && <span className="text-ink-2 text-xs">All have a value already</span>}
        </PanelHeader>
        <div className="flex flex-col gap-5 p-4">
          {form.fields.specs.length === 0 && <p className="text-ink-2 text-sm">This blueprint asks for none.</p>}
          <FormFields fields={form.fields} problems={form.problems} />
        </div>
      </Panel>
      <div className="sticky bottom-0 -mx-1 flex flex-wrap gap-2 bg-ground px-1 py-3 in-[[role=dialog]]:-bottom-4 in-[[role=dialog]]:-mx-5 in-[[role=dialog]]:-mb-4 in-[[role=dialog]]:flex-row-reverse in-[[role=dialog]]:border-line in-[[role=dialog]]:border-t in-[[role=dialog]]:bg-panel in-[[role=dialog]]:px-5">
        <Button type="submit" variant="primary" value="install" disabled={!canOperate || form.isBusy}>
          <Play aria-hidden /> {form.isBusy ? 'Creating…' : 'Create and install…'}
        </Button>
        <Button type="submit" disabled={!canOperate || form.isBusy}>
          Create deployment
        </Button>
      </div>
    </form>
  );
}
