'use client';

import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface DisclosureProps {
  id?: string;
  isOpen: boolean;
  onToggle: () => void;
  className?: string;
  children: ReactNode;
}

/** Opens and closes what is below it. It does so among disabled fields too: what cannot be changed can be read. */
export function Disclosure({ id, isOpen, onToggle, className, children }: DisclosureProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button would be disabled with the fields around it.
    <div
      id={id}
      role="button"
      tabIndex={0}
      aria-expanded={isOpen}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onToggle();
      }}
      className={clsx(
        'flex min-h-8 min-w-0 flex-1 cursor-default select-none items-center gap-1.5 rounded-md px-2 text-left outline-offset-[-2px] hover:bg-hover',
        className,
      )}
    >
      <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-ink-3', isOpen && 'rotate-90')} />
      {children}
    </div>
  );
}
