'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, CircleAlert, Ellipsis } from 'lucide-react';
import { memo, type RefObject } from 'react';
import { iconOf } from '../../topology/type-icon.tsx';
import { isSamePart } from '../document/changes-to.ts';
import type { OutlineRow } from './outline-rows.ts';

interface RowProps {
  row: OutlineRow;
  top: number;
  isActive: boolean;
  isSelected: boolean;
  problems: number;
  acts: RefObject<{
    choose: (row: OutlineRow, more?: boolean) => void;
    setOpen: (id: string, isOpen: boolean) => void;
  }>;
}

/** Every reading of the text makes the rows anew, and most of them are as they were. */
function isSameRow({ row: a, ...before }: RowProps, { row: b, ...after }: RowProps): boolean {
  return isSamePart(before, after) && isSamePart(a, b);
}

/** A row of the outline; the tree answers the keys. */
export const OutlineRowView = memo(function OutlineRowView({
  row,
  top,
  isActive,
  isSelected,
  problems,
  acts,
}: RowProps) {
  const Icon = row.node === null ? null : iconOf(row.node.typeHierarchy);
  const Fold = row.isOpen ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers the keys of all its rows.
    <div
      id={elementId(row.id)}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      aria-expanded={row.isOpen ?? undefined}
      aria-label={spoken(row, problems)}
      onContextMenu={() => !isSelected && acts.current.choose(row)}
      onClick={(event) => acts.current.choose(row, event.ctrlKey || event.metaKey || event.shiftKey)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: (row.level - 1) * 14 + 4 }}
      className={clsx(
        'group/row absolute inset-x-0 top-0 flex h-7 cursor-default items-center gap-1.5 rounded-md pr-2 text-sm hover:bg-hover',
        isSelected && 'bg-accent-soft forced-colors:outline-2',
        isActive && 'group-focus:outline-2 group-focus:-outline-offset-2 group-focus:outline-accent',
        row.name === null && 'font-semibold text-ink-2 text-xs',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        disabled={row.isOpen === null}
        onClick={(event) => {
          event.stopPropagation();
          acts.current.setOpen(row.id, row.isOpen !== true);
        }}
        className={clsx('grid size-6 shrink-0 place-items-center text-ink-3', row.isOpen === null && 'invisible')}
      >
        <Fold className="size-3.5" />
      </button>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />}
      <span className="shrink truncate">{row.label}</span>{' '}
      {problems > 0 && <CircleAlert aria-hidden className="size-3.5 shrink-0 text-bad" />}
      <span
        aria-hidden
        className={clsx(
          'ml-auto max-w-1/2 shrink-0 truncate font-normal text-ink-3 text-xs',
          row.name !== null && 'group-hover/row:mr-5 [@media(hover:none)]:mr-5',
          row.name !== null && isActive && 'group-focus:mr-5',
        )}
      >
        {row.detail}
      </span>
      {row.name !== null && <MenuButton isActive={isActive} />}
    </div>
  );
}, isSameRow);

/** Opens the menu of the row; keys have Shift+F10 for it. */
function MenuButton({ isActive }: { isActive: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      onClick={(event) => {
        // The row's own click, which would choose it anew, comes after the menu otherwise.
        event.stopPropagation();
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        const place = { button: 2, clientX: left, clientY: bottom };
        event.currentTarget.dispatchEvent(
          new globalThis.MouseEvent('contextmenu', { ...place, bubbles: true, cancelable: true }),
        );
      }}
      className={clsx(
        'absolute right-0.5 grid size-6 place-items-center rounded-md bg-raised text-ink-2 opacity-0 hover:text-ink group-hover/row:opacity-100 [@media(hover:none)]:opacity-100',
        isActive && 'group-focus:opacity-100',
      )}
    >
      <Ellipsis className="size-4" />
    </button>
  );
}

function spoken({ label, detail, node }: OutlineRow, problems: number): string {
  const parts = [label, detail];
  const relationships = node?.relationships.length ?? 0;
  if (relationships > 0) parts.push(`${relationships} ${relationships === 1 ? 'relationship' : 'relationships'}`);
  if (problems > 0) parts.push(`${problems} ${problems === 1 ? 'problem' : 'problems'}`);
  return parts.filter((part) => part !== '').join(', ');
}

/** The element of a row, for what names it. */
export function elementId(row: string): string {
  return `outline-${row}`;
}
