'use client';

import { useQueryState } from 'nuqs';
import { type FormEvent, useState } from 'react';
import { LogoMark, Wordmark } from '../shell/logo.tsx';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Notice } from '../ui/states.tsx';
import { safeNext } from './safe-next.ts';
import { signIn } from './sign-in.ts';

export function SignInPage() {
  const [next] = useQueryState('next');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const found = await signIn(String(form.get('email')), String(form.get('password')));
    if (found === null) {
      window.location.assign(safeNext(next, window.location.origin));
      return;
    }
    setProblem(found);
    setBusy(false);
  }
  return (
    <main className="flex min-h-dvh items-center justify-center bg-[radial-gradient(var(--grid)_1px,transparent_1px)] bg-size-[20px_20px] px-4">
      <WindowTitle text="Sign in" />
      <div className="w-full max-w-90 rounded-xl border border-line bg-panel p-7 shadow-pop">
        <div className="flex items-center gap-2.5">
          <LogoMark className="size-8" />
          <Wordmark />
        </div>
        <h1 className="mt-6 font-semibold text-xl tracking-[-0.01em]">Sign in</h1>
        <p className="mt-1 text-ink-2 text-sm">
          The first account and its password were printed when the server started.
        </p>
        <form method="post" className="mt-5 flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
          {problem && <Notice tone="bad" role="alert" title={problem} />}
          <Field id="email" label="E-mail">
            <Input id="email" name="email" type="email" autoComplete="username" autoFocus required className="h-9" />
          </Field>
          <Field id="password" label="Password">
            <Input
              id="password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              className="h-9"
            />
          </Field>
          <Button type="submit" variant="primary" disabled={busy} className="mt-1 h-9">
            {busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
      </div>
    </main>
  );
}
