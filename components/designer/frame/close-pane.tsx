'use client';

import { X } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { useViews } from './use-views.ts';

/** Closes the pane that lies over the rest; where panes are beside each other there is nothing to close. */
export function ClosePane({ label }: { label: string }) {
  const { isTight, choose } = useViews();
  if (!isTight) return null;
  return (
    <IconButton label={label} onClick={() => void choose({ pane: null })}>
      <X />
    </IconButton>
  );
}
