'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCommands } from '../shell/commands.ts';
import { IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { sayDone, sayFault } from '../ui/toasts.tsx';

export function DeleteBlueprint({ blueprint }: { blueprint: BlueprintDetail }) {
  const api = useApi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation(
    api.blueprints.delete.mutationOptions({
      onSuccess: () => {
        sayDone(`${blueprint.name} is deleted`);
        navigate('/blueprints');
        return queryClient.invalidateQueries({ queryKey: api.blueprints.list.queryKey() });
      },
      onError: (fault) => sayFault('The blueprint was not deleted', fault),
    }),
  );
  useCommands('Blueprint', [{ label: 'Delete the blueprint', hint: blueprint.name, run: () => setAsked(true) }]);
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More actions" className="border border-line bg-raised">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem danger onSelect={() => setAsked(true)}>
          <Trash2 aria-hidden /> Delete
        </MenuItem>
      </Menu>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        title={`Delete ${blueprint.name}?`}
        action="Delete"
        danger
        onConfirm={() => remove.mutate({ id: blueprint.id })}
      >
        All its versions and files are deleted. It is refused while a deployment uses it.
      </Confirm>
    </>
  );
}
