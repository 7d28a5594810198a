'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { IconButton } from './button.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useFocusGivenBack } from './use-focus-given-back.ts';

/** A dialog over the page, open as long as it is there. */
export function DialogFrame({ onOpenChange, title, description, wide, children }: Omit<DialogProps, 'open'>) {
  const giveBack = useFocusGivenBack();
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45 backdrop-blur-[1px]" />
        <Radix.Content
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={giveBack}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={clsx(
            'fixed z-50 flex flex-col overflow-hidden border border-line bg-panel shadow-pop animate-appear focus:outline-none',
            'max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl',
            'md:left-1/2 md:top-[12dvh] md:max-h-[76dvh] md:-translate-x-1/2 md:rounded-xl',
            wide ? 'md:w-[min(860px,92vw)]' : 'md:w-[min(480px,92vw)]',
          )}
        >
          <header className="flex items-start justify-between gap-4 border-line border-b px-5 py-3.5">
            <div className="min-w-0">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-0.5 text-ink-2 text-sm">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mr-1.5">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto px-5 py-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/**
 * People open a dialog to fill it in: its first field gets the focus. Where there is none, the first of its actions gets
 * it, which is the one that does the least: a dialog may come up while somebody types.
 */
function focusFirst(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return;
  const field = event.target.querySelector<HTMLElement>('input:not([type=file]):not([readonly]), textarea, select');
  const first = field ?? event.target.querySelector<HTMLElement>('[data-actions] :is(a, button:enabled)');
  if (!first) return;
  event.preventDefault();
  first.focus({ preventScroll: field === null });
}
