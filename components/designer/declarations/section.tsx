'use client';

import type { ReactNode } from 'react';
import { Disclosure } from '../inspector/disclosure.tsx';
import { FormPlace } from '../inspector/values/form-place.tsx';

interface SectionProps {
  title: string;
  count: number;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A section of the blueprint under its heading; what is in it is drawn when it is open. */
export function Section({ title, count, isOpen, onToggle, children }: SectionProps) {
  return (
    <section aria-label={title} className="border-line border-t">
      <h3>
        <Disclosure
          isOpen={isOpen}
          onToggle={onToggle}
          className="!min-h-9 !gap-2 !rounded-none !px-3 font-medium text-sm"
        >
          <span className="flex-1">{title}</span>
          <span className="tabular text-ink-3 text-xs">{count}</span>
        </Disclosure>
      </h3>
      {isOpen && (
        <div className="flex flex-col gap-1.5 px-3 pb-4">
          <FormPlace name={title}>{children}</FormPlace>
        </div>
      )}
    </section>
  );
}
