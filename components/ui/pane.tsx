import type { ReactNode } from 'react';

/** The part of a pane that scrolls; on narrow screens it scrolls with the page. */
export function PaneBody({ children }: { children: ReactNode }) {
  return <div className="flex flex-1 flex-col gap-4 px-4 py-4 lg:min-h-0 lg:overflow-y-auto">{children}</div>;
}

/** The buttons at the end of a pane, always in view. */
export function PaneActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-panel px-4 py-3">
      {children}
    </div>
  );
}
