'use client';

import { useQueryState } from 'nuqs';
import { useActionState } from 'react';
import { LogoMark, Wordmark } from '../shell/logo.tsx';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Notice } from '../ui/states.tsx';
import { safeNext } from './safe-next.ts';
import { signIn } from './sign-in.ts';

interface Attempt {
  email: string;
  /** Why it did not work; null before the first one. */
  problem: string | null;
}

const firstAttempt: Attempt = { email: '', problem: null };

/** The form stays as it is until the next page is there. */
const leftPage = new Promise<Attempt>(() => undefined);

/** The form is an action, because React keeps one that is sent before the program of the page is there, and then runs it. */
export function SignInPage() {
  const [next] = useQueryState('next');
  const [{ email, problem }, submit, isBusy] = useActionState(async (_: Attempt, form: FormData): Promise<Attempt> => {
    const given = String(form.get('email'));
    const found = await signIn(given, String(form.get('password')));
    if (found !== null) return { email: given, problem: found };
    window.location.assign(safeNext(next, window.location.origin));
    return await leftPage;
  }, firstAttempt);
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
        <form action={submit} className="mt-5 flex flex-col gap-4">
          {problem && <Notice tone="bad" role="alert" title={problem} />}
          <Field id="email" label="E-mail">
            <Input
              id="email"
              name="email"
              type="email"
              autoComplete="username"
              defaultValue={email}
              autoFocus
              required
              className="h-9"
            />
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
          <Button type="submit" variant="primary" disabled={isBusy} className="mt-1 h-9">
            {isBusy ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
      </div>
    </main>
  );
}
