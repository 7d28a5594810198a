'use client';

import type { FormEvent } from 'react';
import type { DeploymentDetail, WorkflowView } from '../../server/api/contract.ts';
import { FormFields, ProblemSummary } from '../inputs/form-fields.tsx';
import type { Selection } from '../topology/elements.ts';
import { Button } from '../ui/button.tsx';
import { PaneActions, PaneBody } from '../ui/pane.tsx';
import { Notice, SkeletonRows } from '../ui/states.tsx';
import { BusyNotice } from './busy-notice.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { RunEstimate } from './run-estimate.tsx';
import { RunOptionFields } from './run-options.tsx';
import type { RunState } from './use-run.ts';

interface RunFormProps {
  deployment: DeploymentDetail;
  workflow: WorkflowView;
  run: RunState;
  selection: Selection;
}

/** The parameters of a workflow as a form; it leads to the preview. */
export function RunForm({ deployment, workflow, run, selection }: RunFormProps) {
  const specs = new Map([...run.fields.specs, ...run.others.specs]);
  const labelOf = (field: string) => specs.get(field)?.input.display_label ?? field;
  function submit(event: FormEvent): void {
    event.preventDefault();
    run.preview();
  }
  return (
    <form noValidate onSubmit={submit} aria-label={`Parameters of ${workflow.name}`} className="contents">
      <PaneBody>
        <div className="flex flex-col gap-1">
          <p className="text-ink-2 text-sm">{workflow.description ?? workflow.mapping}</p>
          <RunEstimate deploymentId={deployment.id} workflow={workflow.name} />
        </div>
        {workflow.unavailable && (
          <Notice tone="warn" title="It cannot be started now">
            {workflow.unavailable}
          </Notice>
        )}
        <BusyNotice deployment={deployment} options={run.options} />
        <ProblemSummary problems={run.problems} labelOf={labelOf} />
        {run.isBusy && run.fields.specs.length === 0 && <SkeletonRows rows={6} />}
        <ParameterFields {...{ deployment, workflow, selection }} fields={run.fields} problems={run.problems} />
        <RunOptionFields options={run.options} onChange={run.setOptions}>
          <FormFields fields={run.others} problems={run.problems} />
        </RunOptionFields>
      </PaneBody>
      <PaneActions>
        <Button type="submit" variant="primary" disabled={run.isBusy}>
          {run.isBusy ? 'Looking…' : 'Preview'}
        </Button>
      </PaneActions>
    </form>
  );
}
