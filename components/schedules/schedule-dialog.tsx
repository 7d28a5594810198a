'use client';

import { useState } from 'react';
import type { ScheduleView } from '../../server/api/contract.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useWorkflows } from '../workflows/use-workflows.ts';
import { WorkflowChoice } from '../workflows/workflow-choice.tsx';
import { ScheduleForm } from './schedule-form.tsx';

interface ScheduleDialogProps {
  deploymentId: string;
  /** The one to change; absent for a new one. */
  schedule?: ScheduleView;
  onClose: () => void;
}

/** A schedule, new or to be changed: what, with which parameters, and when. */
export function ScheduleDialog({ deploymentId, schedule, onClose }: ScheduleDialogProps) {
  const query = useWorkflows(deploymentId);
  const [chosen, choose] = useState(schedule?.workflow ?? null);
  // A dialog that grows under the eyes is worse than one that opens a moment later.
  if (query.isPending) return null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={schedule ? `Schedule ${schedule.name}` : 'New schedule'}
      description="Starts a workflow at a time, or again and again."
    >
      <Loaded query={query}>
        {(workflows) => {
          const workflow = workflows.find(({ name }) => name === chosen) ?? workflows[0];
          if (!workflow) return <p className="text-ink-2 text-sm">This deployment has no workflows.</p>;
          return (
            <div className="flex flex-col gap-4">
              <WorkflowChoice workflows={workflows} chosen={workflow.name} onChoose={choose} />
              <ScheduleForm key={workflow.name} {...{ deploymentId, workflow, schedule }} onDone={onClose} />
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
