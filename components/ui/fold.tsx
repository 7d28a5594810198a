import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** A box that shows its title only until it is opened; with `open` it begins so. */
export function Fold({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group rounded-lg border border-line">
      <summary className="flex h-9 list-none items-center justify-between px-3 font-medium text-sm [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronDown aria-hidden className="size-4 text-ink-3 group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">{children}</div>
    </details>
  );
}
