'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeploymentSummary, WorkflowView } from '../../server/api/contract.ts';
import { useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import { inputId } from '../inputs/input-control.tsx';
import { specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, useFields } from '../inputs/use-fields.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { count } from '../ui/count.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { useWorkflows } from '../workflows/use-workflows.ts';
import { WorkflowChoice } from '../workflows/workflow-choice.tsx';

const concurrencyId = 'group-concurrency';
const usualConcurrency = 5;

/** One workflow on many deployments: which, with which parameters, and how many at once. */
export function GroupDialog(props: { deployments: readonly DeploymentSummary[]; onClose: () => void }) {
  const { deployments, onClose } = props;
  const query = useWorkflows(deployments[0]?.id ?? '');
  const [chosen, choose] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Run a workflow on ${count(deployments.length, 'deployment')}`}
      description={deployments.map(({ name }) => name).join(', ')}
    >
      <Loaded query={query}>
        {(workflows) => {
          const workflow = workflows.find(({ name }) => name === chosen) ?? workflows[0];
          if (!workflow) return <p className="text-ink-2 text-sm">These deployments have no workflows.</p>;
          return (
            <div className="flex flex-col gap-4">
              <WorkflowChoice workflows={workflows} chosen={workflow.name} onChoose={choose} />
              <GroupForm key={workflow.name} deployments={deployments} workflow={workflow} />
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

function GroupForm(props: { deployments: readonly DeploymentSummary[]; workflow: WorkflowView }) {
  const form = useGroupForm(props);
  function submit(event: FormEvent): void {
    event.preventDefault();
    form.submit();
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <ProblemSummary
        problems={form.problems}
        idOf={(field) => (field === 'concurrency' ? concurrencyId : inputId(field))}
      />
      <FormFields fields={form.fields} problems={form.problems} />
      <Field id={concurrencyId} label="At once" note="whole number">
        <Input
          id={concurrencyId}
          inputMode="numeric"
          value={form.concurrency}
          onChange={({ target }) => form.setConcurrency(target.value)}
          className="max-w-28"
        />
      </Field>
      <CheckField
        label="Dry run"
        help="Goes through every step and its log, but nothing is done on any host."
        checked={form.dryRun}
        onChange={form.setDryRun}
      />
      <p className="text-ink-2 text-sm">
        It starts at once. To see what it would do to one of them, preview the workflow on that deployment's page.
      </p>
      <DialogActions>
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {form.isBusy ? 'Starting…' : `Run ${props.workflow.name} on ${props.deployments.length}`}
        </Button>
      </DialogActions>
    </form>
  );
}

function useGroupForm(props: { deployments: readonly DeploymentSummary[]; workflow: WorkflowView }) {
  const { deployments, workflow } = props;
  const client = useApiClient();
  const navigate = useNavigate();
  // Parts have the same names only in deployments of one blueprint, and instances not even there.
  const fields = useFields(specsOf(workflow.parameters));
  const [concurrency, setConcurrency] = useState(String(usualConcurrency));
  const [dryRun, setDryRun] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const mutation = useMutation({
    mutationFn: async (): Promise<readonly FieldProblem[]> => {
      const { values: parameters, problems: found } = await fields.parse();
      if (!/^[1-9]\d*$/.test(concurrency.trim())) {
        found.push({ field: 'concurrency', message: 'This must be a whole number from 1 on.' });
      }
      if (found.length > 0) return found;
      const result = await client.groups.start.mutate({
        deployments: { kind: 'deployments', ids: deployments.map(({ id }) => id) },
        workflow: workflow.name,
        parameters,
        concurrency: Number(concurrency),
        dryRun,
      });
      if (!result.ok) return result.problems;
      navigate(`/executions/groups/${result.id}`);
      return [];
    },
    onSuccess: setProblems,
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });
  return {
    fields,
    concurrency,
    setConcurrency,
    dryRun,
    setDryRun,
    problems,
    isBusy: mutation.isPending,
    submit: () => mutation.mutate(),
  };
}
