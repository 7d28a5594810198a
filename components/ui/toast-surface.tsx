'use client';

import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import type { Saying } from './saying.ts';

/** Shows what is said; `take` gives what was not shown yet. */
export function ToastSurface({ said, take }: { said: number; take: () => Saying[] }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new saying is a reason to look.
  useEffect(() => {
    for (const { isGood, title, reason, name } of take()) {
      if (isGood) toast.success(title, name === undefined ? {} : { id: name });
      else toast.error(title, { description: reason, duration: 12_000 });
    }
  }, [said, take]);
  return (
    <Toaster
      // Otherwise it asks the browser whenever it is drawn, which lays the whole page out at once.
      dir="ltr"
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
