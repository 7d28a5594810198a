'use client';

import { type FormEvent, useState } from 'react';
import { useSession } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Notice, Skeleton } from '../ui/states.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { changePassword } from './change-password.ts';
import { roleChoices } from './roles.ts';

export function Profile() {
  const session = useSession();
  return (
    <div className="flex max-w-md flex-col gap-8 p-4 md:p-6">
      <section>
        <h2 className="mb-3 font-semibold text-sm">Account</h2>
        {session ? (
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
            <dt className="text-ink-3">Name</dt>
            <dd>{session.user.name}</dd>
            <dt className="text-ink-3">E-mail</dt>
            <dd>{session.user.email}</dd>
            <dt className="text-ink-3">Role</dt>
            <dd>
              <Chip>{roleChoices.find(({ role }) => role === session.role)?.label}</Chip>
            </dd>
          </dl>
        ) : (
          <Skeleton className="h-20 w-64" />
        )}
      </section>
      <section>
        <h2 className="mb-3 font-semibold text-sm">Password</h2>
        <PasswordForm />
      </section>
    </div>
  );
}

const shortest = 12;

function PasswordForm() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function submit(form: HTMLFormElement): Promise<void> {
    const data = new FormData(form);
    setBusy(true);
    const found = await changePassword(String(data.get('current')), String(data.get('next')));
    setBusy(false);
    setProblem(found);
    if (found !== null) return;
    form.reset();
    sayDone('The password is changed; other sessions were signed out');
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {problem && <Notice tone="bad" role="alert" title={problem} />}
      <Field id="current" label="Current password">
        <Input id="current" name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field id="next" label="New password" help={`At least ${shortest} characters.`}>
        <Input
          {...describedBy('next', { help: true })}
          name="next"
          type="password"
          autoComplete="new-password"
          minLength={shortest}
          required
        />
      </Field>
      <Button type="submit" disabled={isBusy} className="self-start">
        Change the password
      </Button>
    </form>
  );
}
