'use client';

import { lazy, Suspense } from 'react';
import type { ConfirmProps } from './dialog-props.ts';

const Frame = lazy(() => import('./confirm-frame.tsx').then(({ ConfirmFrame }) => ({ default: ConfirmFrame })));

/** Asks before something is done. What draws it is loaded with the first question. */
export function Confirm(props: ConfirmProps) {
  if (!props.open) return null;
  return (
    <Suspense>
      <Frame {...props} />
    </Suspense>
  );
}
