'use client';

import type { PreviewView } from '../../server/api/contract.ts';
import { EffectMark, effectLook } from '../topology/effect-mark.tsx';
import { effectOrder, type NodeEffects } from '../topology/effects.ts';
import type { Selection } from '../topology/elements.ts';
import { Chip } from '../ui/chip.tsx';
import { count } from '../ui/count.ts';
import { Fold } from '../ui/fold.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Notice } from '../ui/states.tsx';
import { RunEstimate } from '../workflows/run-estimate.tsx';
import { PreviewOperations } from './preview-operations.tsx';
import { UpdateSteps } from './update-steps.tsx';

interface PreviewContentProps {
  preview: PreviewView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** All that a run would do: in numbers, what differs between two models, what nobody can know yet, and each operation. */
export function PreviewContent({ preview, selection, onSelect }: PreviewContentProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <Numbers preview={preview} />
        {preview.operations.length > 0 && (
          <RunEstimate deploymentId={preview.deploymentId} workflow={preview.workflow} />
        )}
      </div>
      {preview.notes.length > 0 && (
        <Notice tone="accent" title="To know before it runs">
          <ul className="list-disc pl-4">
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.steps.length > 0 && <UpdateSteps steps={preview.steps} />}
      <PreviewOperations preview={preview} selection={selection} onSelect={onSelect} />
      {Object.keys(preview.parameters).length > 0 && (
        <Fold title="Parameters of this run">
          <JsonView value={preview.parameters} empty="" />
        </Fold>
      )}
    </div>
  );
}

function Numbers({ preview }: { preview: PreviewView }) {
  const counts: NodeEffects = {};
  for (const { effect } of preview.instances) counts[effect] = (counts[effect] ?? 0) + 1;
  const operations = preview.operations.length + preview.moreOperations;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <span className="tabular font-medium">
        {operations === 0 ? 'No operations' : count(operations, 'operation')} on{' '}
        {count(preview.instances.length, 'instance')}
      </span>
      {effectOrder.map((effect) =>
        counts[effect] ? (
          <Chip key={effect} tone={effectLook[effect].tone}>
            <EffectMark effect={effect} />
            <span className="tabular">
              {counts[effect]} {effectLook[effect].label}
            </span>
          </Chip>
        ) : null,
      )}
    </div>
  );
}
