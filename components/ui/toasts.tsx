'use client';

import { Toaster, toast } from 'sonner';
import { faultText } from '../api/fault.ts';

export function Toasts() {
  return (
    <Toaster
      position="top-center"
      offset={{ top: 6 }}
      gap={8}
      mobileOffset={{ top: 6 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start font-sans gap-2.5 rounded-lg border border-line bg-raised px-3.5 py-2.5 text-sm text-ink shadow-pop [&_[data-icon]]:mt-0.5',
          description: 'mt-0.5 text-ink-2 [overflow-wrap:anywhere]',
          title: 'font-medium',
          error: '[&_[data-icon]]:text-bad',
          success: '[&_[data-icon]]:text-good',
        },
      }}
    />
  );
}

export function sayDone(title: string): void {
  toast.success(title);
}

/** For what was refused, with the reason as a sentence. */
export function sayRefused(title: string, reason: string): void {
  toast.error(title, { description: reason, duration: 12_000 });
}

/** For a fault of something that a person did; it stays long enough to be read. */
export function sayFault(title: string, fault: unknown): void {
  sayRefused(title, faultText(fault));
}
