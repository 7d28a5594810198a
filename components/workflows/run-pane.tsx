'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DeploymentDetail, WorkflowView } from '../../server/api/contract.ts';
import type { Selection } from '../topology/elements.ts';
import { IconButton } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/states.tsx';
import { UpdatePane } from '../updates/update-pane.tsx';
import { RunForm } from './run-form.tsx';
import { RunPreview } from './run-preview.tsx';
import { useRun } from './use-run.ts';
import { type RunChoice, updateWorkflow } from './use-run-choice.ts';
import { useWorkflows } from './use-workflows.ts';

interface RunPaneProps {
  deployment: DeploymentDetail;
  choice: RunChoice;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** Beside the drawing: the parameters of a workflow, then exactly what it would do, then the button that does it. */
export function RunPane(props: RunPaneProps) {
  const { choice } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-1 flex-col bg-panel lg:min-h-0">
      <header className="flex items-center gap-3 border-line border-b px-4 py-2">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate font-semibold text-base">
          {choice.previewId === null ? 'Run' : 'Preview of'} {choice.workflow}
        </h2>
        <IconButton label="Close without running" className="-mr-2 size-7" onClick={choice.close}>
          <X />
        </IconButton>
      </header>
      <RunSteps {...props} />
    </div>
  );
}

/** The same without a title. */
export function RunSteps(props: RunPaneProps) {
  const { deployment, choice } = props;
  const query = useWorkflows(deployment.id);
  return (
    <Loaded query={query}>
      {(workflows) => {
        const workflow = workflows.find(({ name }) => name === choice.workflow);
        if (isUpdate(choice, workflow)) return <UpdatePane {...props} />;
        if (workflow) return <Run key={workflow.name} {...props} workflow={workflow} />;
        return (
          <div className="p-4">
            <Notice tone="warn" title={`This deployment has no workflow "${choice.workflow}"`}>
              It has {workflows.map(({ name }) => name).join(', ') || 'none'}.
            </Notice>
          </div>
        );
      }}
    </Loaded>
  );
}

/** The built-in update needs a plan first; a blueprint may have a workflow of its own by that name. */
function isUpdate(choice: RunChoice, workflow: WorkflowView | undefined): boolean {
  return choice.workflow === updateWorkflow && (workflow?.mapping.endsWith('.workflows.update') ?? true);
}

function Run({ deployment, choice, selection, onSelect, workflow }: RunPaneProps & { workflow: WorkflowView }) {
  const run = useRun(deployment, workflow, choice);
  if (choice.previewId === null) return <RunForm {...{ deployment, workflow, run, selection }} />;
  return <RunPreview previewId={choice.previewId} {...{ deployment, workflow, run, selection, onSelect }} />;
}
