'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { CancelMode } from '../../core/engine/protocol.ts';
import type { ExecutionGroupView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { stopLooks, stopModes } from '../executions/stop-look.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { sayFault } from '../ui/toasts.tsx';

/** The ways to end all executions of a group; those that wait do not begin. */
export function StopGroup({ group }: { group: ExecutionGroupView }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const canOperate = useCanOperate();
  const [asked, setAsked] = useState<CancelMode | null>(null);
  const cancel = useMutation(
    api.groups.cancel.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.groups.get.queryKey({ id: group.id }) }),
      onError: (fault) => sayFault('The group was not cancelled', fault),
    }),
  );
  if (!canOperate) return null;
  const end = (mode: CancelMode) => cancel.mutate({ id: group.id, mode });
  return (
    <>
      <Menu
        trigger={
          <Button disabled={cancel.isPending}>
            Cancel all <ChevronDown aria-hidden />
          </Button>
        }
      >
        {stopModes.map((mode) => (
          <MenuItem
            key={mode}
            danger={mode !== 'cancel'}
            hint={stopLooks[mode].hint}
            onSelect={() => (stopLooks[mode].confirm ? setAsked(mode) : end(mode))}
          >
            {stopLooks[mode].icon}
            {stopLooks[mode].label}
          </MenuItem>
        ))}
      </Menu>
      {asked && (
        <Confirm
          open
          danger
          onOpenChange={() => setAsked(null)}
          title={stopLooks[asked].confirm?.title ?? ''}
          action={`${stopLooks[asked].label} all`}
          {...(asked === 'kill' && { typeToConfirm: group.workflow })}
          onConfirm={() => end(asked)}
        >
          {stopLooks[asked].confirm?.text} This is done to all executions of the group.
        </Confirm>
      )}
    </>
  );
}
