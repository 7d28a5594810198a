'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import { useTrigger } from './use-trigger.ts';

const load = () => import('./popover-surface.tsx');
const Surface = lazy(() => load().then(({ PopoverSurface }) => ({ default: PopoverSurface })));

/** A button that opens a small form beside it. What draws it is loaded when somebody comes near the first one. */
export function Popover({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  const { button, waiting, isWanted } = useTrigger(trigger, { popup: 'dialog', load });
  if (!isWanted) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Surface trigger={button} label={label}>
        {children}
      </Surface>
    </Suspense>
  );
}
