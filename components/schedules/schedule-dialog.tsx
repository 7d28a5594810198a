'use client';

import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useWorkflows } from '../workflows/use-workflows.ts';
import { WorkflowChoice } from '../workflows/workflow-choice.tsx';
import { ScheduleForm } from './schedule-form.tsx';

/** A new schedule: what, with which parameters, and when. */
export function ScheduleDialog({ deploymentId, onClose }: { deploymentId: string; onClose: () => void }) {
  const query = useWorkflows(deploymentId);
  const [chosen, choose] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New schedule"
      description="Starts a workflow at a time, or again and again."
    >
      <Loaded query={query}>
        {(workflows) => {
          const workflow = workflows.find(({ name }) => name === chosen) ?? workflows[0];
          if (!workflow) return <p className="text-ink-2 text-sm">This deployment has no workflows.</p>;
          return (
            <div className="flex flex-col gap-4">
              <WorkflowChoice workflows={workflows} chosen={workflow.name} onChoose={choose} />
              <ScheduleForm key={workflow.name} deploymentId={deploymentId} workflow={workflow} onDone={onClose} />
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
