import type { ReactNode } from 'react';

/** One line in place of rows, where having none is good news. */
export function Quiet({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex h-13 items-center gap-2.5 px-4 text-ink-2 text-sm [&_svg]:size-4 [&_svg]:text-ink-3">
      {icon}
      {children}
    </p>
  );
}
