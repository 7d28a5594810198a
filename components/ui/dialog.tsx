'use client';

import type { ReactNode } from 'react';
import type { DialogProps } from './dialog-props.ts';
import { later } from './later.tsx';

const Frame = later(async () => (await import('./dialog-frame.tsx')).DialogFrame);

/** A dialog over the page. What draws it is loaded with the first one that opens. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open && <Frame {...rest} />;
}

export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div
      data-actions
      className="sticky -bottom-4 -mx-5 -mb-4 mt-5 flex flex-wrap justify-end gap-2 border-line border-t bg-panel px-5 py-3"
    >
      {children}
    </div>
  );
}
