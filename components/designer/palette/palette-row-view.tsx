'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, Import } from 'lucide-react';
import type { DragEvent } from 'react';
import { iconOf } from '../../topology/type-icon.tsx';
import { carry, dragFormat } from './carried.ts';
import type { PaletteRow } from './palette-rows.ts';
import type { PaletteType } from './palette-types.ts';
import { type PaletteState, rowElementId } from './use-palette.ts';

interface RowProps {
  row: PaletteRow;
  start: number;
  size: number;
  isActive: boolean;
  canEdit: boolean;
  palette: PaletteState;
}

/** A group's name, or a type that can be dragged away. The tree around answers the keys. */
export function PaletteRowView({ row, start, size, isActive, canEdit, palette }: RowProps) {
  const place = { id: rowElementId(row.id), style: { transform: `translateY(${start}px)`, height: size } };
  const look = clsx(
    'absolute inset-x-0 top-0 flex cursor-default items-center gap-2 rounded-md pr-2 text-sm hover:bg-hover',
    'aria-selected:group-focus:outline-2 aria-selected:group-focus:-outline-offset-2 aria-selected:group-focus:outline-accent',
    'aria-selected:forced-colors:outline-2',
  );
  if (row.kind === 'group') {
    const Fold = row.isOpen ? ChevronDown : ChevronRight;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers the keys of all its rows.
      <div
        {...place}
        role="treeitem"
        tabIndex={-1}
        aria-level={1}
        aria-selected={isActive}
        aria-expanded={row.isOpen}
        aria-label={`${row.label}, ${row.count} types${row.needsImport ? ', imported when one is used' : ''}`}
        onClick={() => {
          palette.setActive(row.id);
          palette.turn(row.id);
        }}
        className={clsx(look, 'aria-selected:group-focus:bg-accent-soft pl-1 font-semibold text-ink-2 text-xs')}
      >
        <Fold aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate">{row.label}</span>{' '}
        {row.needsImport && <Import aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
        <span aria-hidden className="tabular shrink-0 font-normal text-ink-3">
          {row.count}
        </span>
      </div>
    );
  }
  const { type, property, origin } = row;
  const Icon = iconOf(type.hierarchy);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers the keys of all its rows.
    <div
      {...place}
      role="treeitem"
      tabIndex={-1}
      aria-level={2}
      aria-selected={isActive}
      aria-label={spoken(row)}
      title={type.name}
      draggable={canEdit}
      onDragStart={(event) => startDrag(event, type)}
      onDragEnd={() => carry(null)}
      onClick={() => {
        palette.setActive(row.id);
        if (canEdit) carry({ ...carriedOf(type), by: 'click' });
      }}
      className={clsx(look, 'aria-selected:bg-accent-soft pl-5.5', canEdit && 'cursor-grab active:cursor-grabbing')}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className={clsx('truncate', origin === null ? 'min-w-0 shrink' : 'max-w-2/3 shrink-0')}>{type.short}</span>{' '}
      {(property ?? origin) !== null && (
        <span aria-hidden className="min-w-0 flex-1 truncate text-right text-ink-3 text-xs">
          {property ?? origin}
        </span>
      )}
      {type.location !== null && <Import aria-hidden className="ml-auto size-3.5 shrink-0 text-ink-3" />}
    </div>
  );
}

function startDrag(event: DragEvent, type: PaletteType): void {
  event.dataTransfer.setData(dragFormat, type.name);
  event.dataTransfer.effectAllowed = 'copy';
  carry({ ...carriedOf(type), by: 'drag' });
}

function carriedOf({ name, hierarchy, location }: PaletteType) {
  return { name, hierarchy, location };
}

/** What is seen of it comes first, in the same order. */
function spoken({ type, property, origin }: Extract<PaletteRow, { kind: 'type' }>): string {
  const { short, group, location } = type;
  const shown = property === null ? origin : `${property} in its properties`;
  const parts = [short, shown, shown === group ? null : group, location && 'will be imported'];
  return parts.filter(Boolean).join(', ');
}
