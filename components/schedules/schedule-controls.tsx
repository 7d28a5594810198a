'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Pencil, Play, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ScheduleView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { sayDone, sayFault, sayRefused } from '../ui/toasts.tsx';

interface ScheduleControlsProps {
  schedule: ScheduleView;
  onEdit: () => void;
}

/** What can be done with a schedule: run it now, pause or resume it, change it, delete it. */
export function ScheduleControls({ schedule, onEdit }: ScheduleControlsProps) {
  const canOperate = useCanOperate();
  const [asked, ask] = useState<'run' | 'delete' | null>(null);
  const { run, pause, remove, isBusy } = useScheduleDeeds(schedule);
  if (!canOperate) return null;
  const { name, enabled, workflow, deploymentName } = schedule;
  return (
    <span className="inline-flex items-center gap-1">
      <IconButton label={`Run ${name} now`} disabled={isBusy} onClick={() => ask('run')}>
        <Play />
      </IconButton>
      <IconButton label={`${enabled ? 'Pause' : 'Resume'} ${name}`} disabled={isBusy} onClick={pause}>
        {enabled ? <Pause /> : <RotateCw />}
      </IconButton>
      <IconButton label={`Change ${name}`} onClick={onEdit}>
        <Pencil />
      </IconButton>
      <IconButton label={`Delete ${name}`} onClick={() => ask('delete')}>
        <Trash2 />
      </IconButton>
      <Confirm
        open={asked === 'run'}
        onOpenChange={() => ask(null)}
        title={`Run ${name} now?`}
        action="Run now"
        onConfirm={run}
      >
        {workflow} starts on {deploymentName} with the parameters of the schedule, behind what runs there now. The next
        occurrence stays as it is.
      </Confirm>
      <Confirm
        open={asked === 'delete'}
        danger
        onOpenChange={() => ask(null)}
        title={`Delete the schedule ${name}?`}
        action="Delete"
        onConfirm={remove}
      >
        Executions that it has started stay.
      </Confirm>
    </span>
  );
}

function useScheduleDeeds({ id, name, enabled, workflow }: ScheduleView) {
  const api = useApi();
  const queryClient = useQueryClient();
  function refresh(): void {
    for (const queryKey of [
      api.schedules.list.queryKey(),
      api.deployments.history.queryKey(),
      api.executions.pathKey(),
      api.deployments.get.queryKey(),
    ])
      void queryClient.invalidateQueries({ queryKey });
  }
  const change = useMutation(
    api.schedules.update.mutationOptions({
      onSuccess: (result) => {
        refresh();
        if (!result.ok)
          sayRefused('The schedule was not changed', result.problems.map(({ message }) => message).join(' '));
      },
      onError: (fault) => sayFault('The schedule was not changed', fault),
    }),
  );
  const run = useMutation(
    api.schedules.run.mutationOptions({
      onSuccess: () => {
        refresh();
        sayDone(`${workflow} is started by the schedule ${name}`);
      },
      onError: (fault) => sayFault('The schedule was not run', fault),
    }),
  );
  const remove = useMutation(
    api.schedules.delete.mutationOptions({
      onSuccess: refresh,
      onError: (fault) => sayFault('The schedule was not deleted', fault),
    }),
  );
  return {
    run: () => run.mutate({ id }),
    pause: () => change.mutate({ id, enabled: !enabled }),
    remove: () => remove.mutate({ id }),
    isBusy: change.isPending || run.isPending || remove.isPending,
  };
}
