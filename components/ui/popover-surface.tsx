'use client';

import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverSurfaceProps {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
}

/** A form beside its button, open from the beginning: it is there because somebody asked for it. */
export function PopoverSurface({ trigger, label, children }: PopoverSurfaceProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-(--radix-popover-content-available-height) w-[min(26rem,92vw)] animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-pop"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
