'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { TextsFound } from '../../../core/text/find-in-texts.ts';
import { useOpenFiles } from '../source/open-files.ts';
import { foldStepOf, type SearchRow, searchRows, stepOf } from './search-rows.ts';

const rowHeight = 24;

/** The lines of the list, which of them the keyboard is at, and what keys and clicks do. */
export function useSearchRows(found: TextsFound | null) {
  const { show } = useOpenFiles();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => searchRows(found?.ok === true ? found.files : [], folded), [found, folded]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const known = rows.findIndex(({ id }) => id === active);
  // Enter leads to the first that was found.
  const activeAt = known === -1 ? Math.min(1, rows.length - 1) : known;
  const act = (row: SearchRow): void => {
    setActive(row.id);
    if (row.kind === 'file') setFolded((before) => turnedOver(before, row.path));
    else show({ file: row.path, from: row.match.from, to: row.match.to });
  };
  const follow = (event: KeyboardEvent, step: ReturnType<typeof stepOf>): void => {
    const row = rows[typeof step === 'number' ? step : activeAt];
    if (step === null || row === undefined) return;
    event.preventDefault();
    if (typeof step === 'number') {
      setActive(row.id);
      virtual.scrollToIndex(step);
    } else act(row);
  };
  const isPlain = ({ altKey, ctrlKey, metaKey }: KeyboardEvent) => !(altKey || ctrlKey || metaKey);
  return {
    ...{ rows, activeAt, box, virtual, act },
    activeId: rows[activeAt] === undefined ? undefined : rowElementId(activeAt),
    onFieldKey: (event: KeyboardEvent) => {
      if (isPlain(event)) follow(event, stepOf(event.key, rows, activeAt));
    },
    onListKey: (event: KeyboardEvent) => {
      if (isPlain(event)) follow(event, stepOf(event.key, rows, activeAt) ?? foldStepOf(event.key, rows, activeAt));
    },
  };
}

export type SearchList = ReturnType<typeof useSearchRows>;

export function rowElementId(at: number): string {
  return `search-row-${at}`;
}

function turnedOver(before: ReadonlySet<string>, path: string): Set<string> {
  const after = new Set(before);
  if (!after.delete(path)) after.add(path);
  return after;
}
