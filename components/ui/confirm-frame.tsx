'use client';

import { AlertDialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { Button } from './button.tsx';
import type { ConfirmProps } from './dialog-props.ts';
import { Input } from './field.tsx';
import { useFocusGivenBack } from './use-focus-given-back.ts';

/** A question over the page, asked as long as it is there. */
export function ConfirmFrame(props: ConfirmProps) {
  const giveBack = useFocusGivenBack();
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <AlertDialog.Content
          onCloseAutoFocus={giveBack}
          className="fixed top-[22dvh] left-1/2 z-50 w-[min(440px,92vw)] -translate-x-1/2 animate-appear rounded-xl border border-line bg-panel p-5 shadow-pop focus:outline-none"
        >
          <ConfirmBody {...props} />
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function ConfirmBody({ title, children, action, danger, typeToConfirm, onConfirm, onOpenChange }: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const ready = typeToConfirm === undefined || typed === typeToConfirm;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    onConfirm();
    onOpenChange(false);
  }
  return (
    <form onSubmit={submit}>
      <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
      <AlertDialog.Description asChild>
        <div className="mt-1.5 text-ink-2 text-sm">{children}</div>
      </AlertDialog.Description>
      {typeToConfirm !== undefined && (
        <label htmlFor={id} className="mt-4 block text-sm">
          Type <code className="rounded bg-sunken px-1 py-0.5 text-xs">{typeToConfirm}</code> to go on
          <Input
            id={id}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            className="mt-1.5"
          />
        </label>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <AlertDialog.Cancel asChild>
          <Button>Keep as it is</Button>
        </AlertDialog.Cancel>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={!ready}>
          {action}
        </Button>
      </div>
    </form>
  );
}
