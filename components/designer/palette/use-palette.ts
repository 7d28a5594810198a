'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useKeptTypes } from './kept-types.ts';
import { type PaletteRow, paletteRows } from './palette-rows.ts';
import type { PaletteType } from './palette-types.ts';
import { placeNode } from './place-node.ts';
import { usePaletteTypes } from './use-palette-types.ts';
import { useRowWindow } from './use-row-window.ts';

const heights: Record<PaletteRow['kind'], number> = { group: 28, type: 32 };
const noTypes: readonly PaletteType[] = [];
const page = 10;

/** The palette's rows, which of them the keyboard is at, and what keys and clicks do. */
export function usePalette() {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const types = usePaletteTypes();
  const kept = useKeptTypes();
  const [typed, setTyped] = useState('');
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => paletteRows(types ?? noTypes, { typed, kept, turned }), [types, typed, kept, turned]);
  const shown = useRowWindow(
    box,
    useMemo(() => rows.map(({ kind }) => heights[kind]), [rows]),
  );
  const activeAt = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  const turn = (id: string): void => setTurned((before) => turnedOver(before, id));
  const place = ({ name, location }: PaletteType): void => {
    if (canEdit) void placeNode(document, { type: name, location });
  };
  const go = (to: number): void => {
    const at = Math.min(rows.length - 1, Math.max(0, to));
    setActive(rows[at]?.id ?? null);
    shown.show(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[activeAt];
    const step = stepOf(event.key, activeAt, row);
    if (row === undefined || step === null) return;
    event.preventDefault();
    if (typeof step === 'number') go(step);
    else if (row.kind === 'group') turn(row.id);
    else place(row.type);
  };
  return {
    ...{ rows, activeAt, typed, box, shown, onKeyDown, turn, place, isRead: types !== null, setActive },
    type: (text: string) => {
      setTyped(text);
      setActive(null);
      box.current?.scrollTo({ top: 0 });
    },
  };
}

export type PaletteState = ReturnType<typeof usePalette>;

export function rowElementId(row: string): string {
  return `palette-${row}`;
}

/** Where a key leads, or that it does what the row is for; null: it is not for the list. */
function stepOf(key: string, at: number, row: PaletteRow | undefined): number | 'act' | null {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[key];
  if (step !== undefined) return at + step;
  if (key === 'Enter') return 'act';
  if (row?.kind !== 'group') return null;
  return (key === 'ArrowRight' && !row.isOpen) || (key === 'ArrowLeft' && row.isOpen) ? 'act' : null;
}

function turnedOver(before: ReadonlySet<string>, id: string): Set<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
