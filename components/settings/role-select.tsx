'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UserView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { NativeSelect } from '../ui/field.tsx';
import { sayDone, sayFault } from '../ui/toasts.tsx';
import { roleChoices } from './roles.ts';

export function RoleSelect({ user }: { user: UserView }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const setRole = useMutation(
    api.users.setRole.mutationOptions({
      onSuccess: (_, { role }) => {
        sayDone(`${user.name} is now ${role}`);
        return queryClient.invalidateQueries({ queryKey: api.users.list.queryKey() });
      },
      onError: (fault) => sayFault('The role was not changed', fault),
    }),
  );
  return (
    <NativeSelect
      aria-label={`Role of ${user.name}`}
      value={setRole.isPending ? setRole.variables.role : user.role}
      disabled={user.you || setRole.isPending}
      title={user.you ? 'Another administrator can change your role' : undefined}
      onChange={({ target }) => {
        const choice = roleChoices.find(({ role }) => role === target.value);
        if (choice) setRole.mutate({ id: user.id, role: choice.role });
      }}
      className="!h-7 !w-auto text-xs"
    >
      {roleChoices.map(({ role, label, may }) => (
        <option key={role} value={role} title={may}>
          {label}
        </option>
      ))}
    </NativeSelect>
  );
}
