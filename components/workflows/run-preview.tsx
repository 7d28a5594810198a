'use client';

import type { DeploymentDetail, PreviewView, WorkflowView } from '../../server/api/contract.ts';
import { ApproveBar } from '../previews/approve-bar.tsx';
import { PreviewContent } from '../previews/preview-content.tsx';
import { RefusedNotice } from '../previews/refused-notice.tsx';
import { usePreview } from '../previews/use-preview.ts';
import type { Selection } from '../topology/elements.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PaneBody } from '../ui/pane.tsx';
import { BusyNotice } from './busy-notice.tsx';
import { RunOptionFields } from './run-options.tsx';
import type { RunState } from './use-run.ts';

interface RunPreviewProps {
  deployment: DeploymentDetail;
  previewId: string;
  workflow: WorkflowView;
  run: RunState;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** Exactly what a run would do, and the button that approves it. */
export function RunPreview({ previewId, ...props }: RunPreviewProps) {
  const query = usePreview(previewId);
  return <Loaded query={query}>{(preview) => <Shown key={preview.id} preview={preview} {...props} />}</Loaded>;
}

function Shown(props: Omit<RunPreviewProps, 'previewId'> & { preview: PreviewView }) {
  const { deployment, preview, workflow, run, selection, onSelect } = props;
  return (
    <>
      <PaneBody>
        <RefusedNotice
          problems={run.problems}
          onRenew={() => run.preview(preview.parameters)}
          onWait={run.obstacle === 'execution' ? () => run.start(preview.id, { queue: true }) : undefined}
          onForce={run.obstacle === 'guard' ? () => run.start(preview.id, { force: true }) : undefined}
        />
        <BusyNotice deployment={deployment} options={run.options} />
        <PreviewContent preview={preview} selection={selection} onSelect={onSelect} />
        <RunOptionFields options={run.options} onChange={run.setOptions} />
      </PaneBody>
      <ApproveBar
        preview={preview}
        label={`${run.options.dryRun ? 'Dry-run' : 'Run'} ${workflow.name}`}
        danger={workflow.name === 'uninstall'}
        isBusy={run.isBusy}
        onRun={() => run.start(preview.id)}
        onEdit={run.fields.specs.length > 0 ? run.edit : undefined}
      />
    </>
  );
}
