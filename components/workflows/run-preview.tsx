'use client';

import { Play, RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PreviewView, WorkflowView } from '../../server/api/contract.ts';
import { PreviewContent } from '../previews/preview-content.tsx';
import { usePreview } from '../previews/use-preview.ts';
import type { Selection } from '../topology/elements.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/states.tsx';
import { PaneActions, PaneBody } from './run-form.tsx';
import { RunOptionFields } from './run-options.tsx';
import type { RunState } from './use-run.ts';

interface RunPreviewProps {
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

function Shown({
  preview,
  workflow,
  run,
  selection,
  onSelect,
}: Omit<RunPreviewProps, 'previewId'> & { preview: PreviewView }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <PaneBody>
        {run.problems.length > 0 && <Refused preview={preview} run={run} />}
        <PreviewContent preview={preview} selection={selection} onSelect={onSelect} />
        <RunOptionFields options={run.options} onChange={run.setOptions} />
      </PaneBody>
      <PaneActions>
        <span
          className="mr-auto flex items-center gap-1 text-ink-3 text-xs"
          title={`Hash of this preview: ${preview.hash}`}
        >
          <code>{preview.hash.slice(0, 10)}</code>
          <CopyButton text={preview.hash} label="Copy the hash" />
        </span>
        {run.fields.specs.length > 0 && (
          <Button onClick={run.edit} disabled={run.isBusy}>
            Change parameters
          </Button>
        )}
        <Button
          ref={button}
          variant={workflow.name === 'uninstall' ? 'danger' : 'primary'}
          disabled={run.isBusy}
          onClick={() => run.start(preview.id)}
        >
          <Play aria-hidden /> {run.options.dryRun ? 'Dry-run' : 'Run'} {workflow.name}
        </Button>
      </PaneActions>
    </>
  );
}

/** Why it did not start. What was approved holds no more when the deployment has changed since. */
function Refused({ preview, run }: { preview: PreviewView; run: RunState }) {
  return (
    <Notice
      tone="bad"
      role="alert"
      title="It was not started"
      action={
        <>
          {run.mustWait && (
            <Button size="sm" variant="primary" onClick={() => run.start(preview.id, { queue: true })}>
              Wait in the queue
            </Button>
          )}
          <Button size="sm" onClick={() => run.preview(preview.parameters)}>
            <RotateCw aria-hidden /> Preview again
          </Button>
        </>
      }
    >
      {run.problems.map(({ field, message }) => (
        <p key={`${field} ${message}`}>{field === null ? message : `${field}: ${message}`}</p>
      ))}
    </Notice>
  );
}
