import type { ReactNode } from 'react';

/** The part of a pane that scrolls. */
export function PaneBody({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">{children}</div>;
}

/** The buttons at the end of a pane, always in view. */
export function PaneActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-panel px-4 py-3">
      {children}
    </div>
  );
}
