'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field, Input, NativeSelect } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { roleChoices } from './roles.ts';

/** Adds a user; the password that the server chose is shown once, here. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>('viewer');
  const create = useMutation(
    api.users.create.mutationOptions({
      // The password is not held back for the list.
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.users.list.queryKey() }),
    }),
  );
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({ name: String(data.get('name')), email: String(data.get('email')), role });
  }
  if (create.data)
    return <Created password={create.data.password} email={create.variables?.email ?? ''} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose} title="Add a user">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field id="user-name" label="Name">
          <Input id="user-name" name="name" required maxLength={128} autoComplete="off" />
        </Field>
        <Field id="user-email" label="E-mail">
          <Input id="user-email" name="email" type="email" required autoComplete="off" />
        </Field>
        <Field id="user-role" label="Role" help={roleChoices.find((choice) => choice.role === role)?.may}>
          <NativeSelect
            id="user-role"
            value={role}
            onChange={({ target }) => setRole(roleChoices.find((choice) => choice.role === target.value)?.role ?? role)}
          >
            {roleChoices.map((choice) => (
              <option key={choice.role} value={choice.role}>
                {choice.label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {create.error && (
          <Notice tone="bad" role="alert" title="The user was not added">
            {faultText(create.error)}
          </Notice>
        )}
        <DialogActions>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            Add
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Created({ email, password, onClose }: { email: string; password: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="The user is added"
      description="Pass the password on now: it is not shown again."
    >
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        <dt className="text-ink-3">E-mail</dt>
        <dd>{email}</dd>
        <dt className="text-ink-3">Password</dt>
        <dd className="flex items-center gap-1">
          <code data-testid="new-password">{password}</code>
          <CopyButton text={password} label="Copy the password" />
        </dd>
      </dl>
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
