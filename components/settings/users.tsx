'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { UserView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { sayDone, sayFault } from '../ui/toasts.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';
import { RoleSelect } from './role-select.tsx';

/** Who may sign in, and what each may do. */
export function Users() {
  const api = useApi();
  const queryClient = useQueryClient();
  const query = useQuery(api.users.list.queryOptions());
  const [isAdding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<UserView | null>(null);
  const remove = useMutation(
    api.users.remove.mutationOptions({
      onSuccess: () => {
        sayDone('The user is removed');
        return queryClient.invalidateQueries({ queryKey: api.users.list.queryKey() });
      },
      onError: (fault) => sayFault('The user was not removed', fault),
    }),
  );
  return (
    <div className="p-4 md:p-6">
      <Panel aria-labelledby="users" className="overflow-hidden">
        <PanelHeader title={<span id="users">Users</span>}>
          <Button size="sm" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden /> Add a user
          </Button>
        </PanelHeader>
        <Loaded query={query}>
          {(users) => <DataTable label="Users" columns={columnsFor(setDoomed)} rows={users} rowKey={({ id }) => id} />}
        </Loaded>
      </Panel>
      {isAdding && <NewUserDialog onClose={() => setAdding(false)} />}
      <Confirm
        open={doomed !== null}
        onOpenChange={() => setDoomed(null)}
        title={`Remove ${doomed?.name}?`}
        action="Remove"
        danger
        onConfirm={() => doomed !== null && remove.mutate({ id: doomed.id })}
      >
        They are signed out everywhere within a few seconds. What they made stays.
      </Confirm>
    </div>
  );
}

function columnsFor(remove: (user: UserView) => void): Column<UserView>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      primary: true,
      cell: (user) => (
        <span className="inline-flex items-center gap-2">
          {user.name} {user.you && <Chip>You</Chip>}
        </span>
      ),
    },
    { id: 'email', header: 'E-mail', cell: ({ email }) => <span className="[overflow-wrap:anywhere]">{email}</span> },
    { id: 'role', header: 'Role', cell: (user) => <RoleSelect user={user} /> },
    { id: 'since', header: 'Since', align: 'right', cell: ({ createdAt }) => <Ago at={createdAt} /> },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      align: 'right',
      cell: (user) =>
        !user.you && (
          <Button size="sm" aria-label={`Remove ${user.name}`} onClick={() => remove(user)}>
            Remove
          </Button>
        ),
    },
  ];
}
