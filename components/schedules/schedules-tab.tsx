'use client';

import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { ScheduleTable } from './schedule-table.tsx';
import { useSchedules } from './use-schedules.ts';

const ScheduleDialog = later(async () => (await import('./schedule-dialog.tsx')).ScheduleDialog);

/** What a deployment does by the clock. */
export function SchedulesTab({ deploymentId }: { deploymentId: string }) {
  const canOperate = useCanOperate();
  const [isNew, setNew] = useQueryState('new', parseAsBoolean.withDefault(false));
  return (
    <div className="p-4 md:p-6">
      <Panel aria-label="Schedules" className="overflow-hidden">
        <PanelHeader title="Schedules">
          {canOperate && (
            <Button size="sm" onClick={() => void setNew(true)}>
              <Plus aria-hidden /> New schedule
            </Button>
          )}
        </PanelHeader>
        <Loaded query={useSchedules({ deploymentId })}>
          {(schedules) => <ScheduleTable schedules={schedules} within="deployment" />}
        </Loaded>
      </Panel>
      {isNew && <ScheduleDialog deploymentId={deploymentId} onClose={() => void setNew(null)} />}
    </div>
  );
}
