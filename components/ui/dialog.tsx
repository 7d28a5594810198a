'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import type { DialogProps } from './dialog-props.ts';

const Frame = lazy(() => import('./dialog-frame.tsx').then(({ DialogFrame }) => ({ default: DialogFrame })));

/** A dialog over the page. What draws it is loaded with the first one that opens. */
export function Dialog({ open, ...rest }: DialogProps) {
  if (!open) return null;
  return (
    <Suspense>
      <Frame {...rest} />
    </Suspense>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-4 -mx-5 -mb-4 mt-5 flex flex-wrap justify-end gap-2 border-line border-t bg-panel px-5 py-3">
      {children}
    </div>
  );
}
