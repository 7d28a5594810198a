'use client';

import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { useViews } from './use-views.ts';

interface PaneButtonProps {
  label: string;
  pane: 'side' | 'inspector';
  /** Which tab of the left pane it is for. */
  side?: 'palette' | 'outline' | 'files';
  icon: ReactNode;
}

/** Opens a pane over the rest of a tight window, or closes it. */
export function PaneButton({ label, pane, side, icon }: PaneButtonProps) {
  const views = useViews();
  const isOpen = views.pane === pane && (side === undefined || views.side === side);
  return (
    <IconButton
      label={label}
      aria-pressed={isOpen}
      onClick={() => void views.choose(isOpen ? { pane: null } : { pane, ...(side && { side }) })}
    >
      {icon}
    </IconButton>
  );
}
