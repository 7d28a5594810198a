'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BlueprintDetail, DeploymentDetail, UpdateOptions } from '../../server/api/contract.ts';
import { faultText } from '../api/fault.ts';
import { ChoiceList } from '../inputs/choice-list.tsx';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import { type FieldSpec, specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, useFields } from '../inputs/use-fields.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { Field } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { PaneActions, PaneBody } from '../ui/pane.tsx';
import type { RunChoice } from '../workflows/use-run-choice.ts';
import { usePlanUpdate } from './use-update.ts';

type Switch = Exclude<keyof UpdateOptions, 'reinstallList'>;

const switches: readonly { option: Switch; label: string; help: string }[] = [
  { option: 'skipUninstall', label: 'Skip uninstall', help: 'What the new blueprint has not is left as it is.' },
  { option: 'skipInstall', label: 'Skip install', help: 'What the new blueprint adds is not installed.' },
  {
    option: 'skipReinstall',
    label: 'Skip reinstall',
    help: 'What changed and cannot be updated in place is left as it is.',
  },
  { option: 'forceReinstall', label: 'Reinstall all that changed', help: 'Also what could be updated in place.' },
  { option: 'skipDriftCheck', label: 'Skip the drift check', help: 'Instances are not asked what differs.' },
  { option: 'skipHeal', label: 'Skip healing', help: 'Instances are not checked and healed first.' },
  {
    option: 'ignoreFailure',
    label: 'Ignore failures of uninstall',
    help: 'Removing goes on after a failed operation.',
  },
];

interface UpdateFormProps {
  deployment: DeploymentDetail;
  choice: RunChoice;
  chooser: ReactNode;
  blueprint: BlueprintDetail;
  /** It is planned with these options. */
  onPlan: (options: UpdateOptions) => void;
}

/** The inputs of the new blueprint, filled in with those of now; it leads to what would change. */
export function UpdateForm({ deployment, choice, chooser, blueprint, onPlan }: UpdateFormProps) {
  const fields = useFields(specsWithCurrent(deployment, blueprint));
  const [options, setOptions] = useState<UpdateOptions>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const plan = usePlanUpdate(choice);
  const mutation = useMutation({
    mutationFn: async () => {
      const { values: inputs, problems: found } = await fields.parse();
      if (found.length > 0) return found;
      onPlan(options);
      return await plan({ deploymentId: deployment.id, blueprintId: blueprint.id, inputs }, options);
    },
    onSuccess: setProblems,
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    mutation.mutate();
  }
  return (
    <form noValidate onSubmit={submit} aria-label="Update" className="contents">
      <PaneBody>
        {chooser}
        <ProblemSummary problems={problems} labelOf={(field) => blueprint.inputs[field]?.display_label ?? field} />
        {fields.specs.length > 0 && <h3 className="font-semibold text-sm">Inputs</h3>}
        <FormFields fields={fields} problems={problems} />
        <OptionFields deployment={deployment} options={options} onChange={setOptions} />
      </PaneBody>
      <PaneActions>
        <Button type="submit" variant="primary" disabled={mutation.isPending}>
          {mutation.isPending ? 'Comparing…' : 'Preview'}
        </Button>
      </PaneActions>
    </form>
  );
}

interface OptionFieldsProps {
  deployment: DeploymentDetail;
  options: UpdateOptions;
  onChange: (options: UpdateOptions) => void;
}

function OptionFields({ deployment, options, onChange }: OptionFieldsProps) {
  const instances = deployment.topology.nodes.flatMap((node) => node.instances.map(({ id }) => id));
  return (
    <Fold title="More options">
      {switches.map(({ option, label, help }) => (
        <CheckField
          key={option}
          label={label}
          help={help}
          checked={options[option] ?? false}
          onChange={(on) => onChange({ ...options, [option]: on })}
        />
      ))}
      <Field id="update-reinstall" label="Reinstall these whether they changed or not">
        <ChoiceList
          id="update-reinstall"
          value={JSON.stringify(options.reinstallList ?? [])}
          choices={instances}
          onChange={(value) => onChange({ ...options, reinstallList: JSON.parse(value) })}
        />
      </Field>
    </Fold>
  );
}

/** The value of now stands for the default: a field that is left as it is sends nothing, and the value is kept. */
function specsWithCurrent(deployment: DeploymentDetail, blueprint: BlueprintDetail): [string, FieldSpec][] {
  return specsOf(blueprint.inputs).map(([name, { input }]) => {
    const current = deployment.inputs[name];
    return [name, { input: current === undefined ? input : { ...input, default: current } }];
  });
}
