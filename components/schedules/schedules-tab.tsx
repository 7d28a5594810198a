'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { ScheduleTable } from './schedule-table.tsx';

const ScheduleDialog = later(async () => (await import('./schedule-dialog.tsx')).ScheduleDialog);

const readAgainMs = 10_000;

/** What a deployment does by the clock. */
export function SchedulesTab({ deploymentId }: { deploymentId: string }) {
  const api = useApi();
  const canOperate = useCanOperate();
  const [isNew, setNew] = useQueryState('new', parseAsBoolean.withDefault(false));
  const query = useQuery(api.schedules.list.queryOptions({ deploymentId }, { refetchInterval: readAgainMs }));
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
        <Loaded query={query}>{(schedules) => <ScheduleTable schedules={schedules} within="deployment" />}</Loaded>
      </Panel>
      {isNew && <ScheduleDialog deploymentId={deploymentId} onClose={() => void setNew(null)} />}
    </div>
  );
}
