'use client';

import type { ComponentProps, ReactNode } from 'react';
import { later } from './later.tsx';
import { useTrigger } from './use-trigger.ts';

const load = async () => (await import('./popover-surface.tsx')).PopoverSurface;
const Surface = later<Surfaced>(load, ({ waiting }) => waiting);

type Surfaced = ComponentProps<Awaited<ReturnType<typeof load>>> & { waiting: ReactNode };

/** A button that opens a small form beside it. What draws it is loaded when somebody comes near the first one. */
export function Popover({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  const { button, waiting, isWanted } = useTrigger(trigger, { popup: 'dialog', load });
  if (!isWanted) return waiting;
  return (
    <Surface trigger={button} label={label} waiting={waiting}>
      {children}
    </Surface>
  );
}
