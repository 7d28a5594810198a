'use client';

import { ChevronDown, ListChecks, Plus } from 'lucide-react';
import type { RefObject } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { nameOf } from '../editing/carry-out.ts';
import { openQuickAdd } from '../palette/quick-add.ts';

interface OutlineBarProps {
  tree: RefObject<HTMLElement | null>;
  /** A tap adds to what is chosen. */
  isMany: boolean;
  onMany: (isMany: boolean) => void;
}

/** All that keys and the menu of a row do, for hands that have neither. */
export function OutlineBar({ tree, isMany, onMany }: OutlineBarProps) {
  const canEdit = useDesigner((state) => state.canEdit);
  const chosen = useDesigner(({ selection: { nodes, relationship, entry } }) =>
    nodes.length > 0 ? nameOf(nodes) : (entry?.name ?? relationship?.node ?? null),
  );
  return (
    <div className="flex shrink-0 items-center gap-1 border-line border-b px-2 py-1">
      {canEdit && (
        <Button size="sm" variant="ghost" className="-ml-1" onClick={() => openQuickAdd()}>
          <Plus aria-hidden /> Add a node
        </Button>
      )}
      <IconButton
        label="Select several"
        aria-pressed={isMany}
        className="ml-auto size-7"
        onClick={() => onMany(!isMany)}
      >
        <ListChecks />
      </IconButton>
      <Button
        size="sm"
        variant="ghost"
        disabled={chosen === null}
        aria-haspopup="menu"
        aria-label={chosen === null ? 'Actions' : `Actions for ${chosen}`}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          const place = { button: 2, clientX: left, clientY: bottom + 4 };
          tree.current?.dispatchEvent(new MouseEvent('contextmenu', { ...place, bubbles: true, cancelable: true }));
        }}
      >
        Actions <ChevronDown aria-hidden />
      </Button>
    </div>
  );
}
