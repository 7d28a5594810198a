'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ArrangedList } from '../../server/api/contract.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { arrangeColumns, moveColumn } from './arrange-columns.ts';
import { useListSettings } from './use-list-settings.ts';

interface ColumnShelfProps {
  list: ArrangedList;
  columns: readonly { id: string; header: string; optional?: true }[];
}

/** The columns of a list to be shown, hidden and moved; the hidden ones stand last. */
export function ColumnShelf({ list, columns }: ColumnShelfProps) {
  const { columns: chosen, setColumns } = useListSettings(list);
  const [shown, setShown] = useState(() => arrangeColumns(columns, chosen).map(({ id }) => id));
  const prefix = useId();
  const hidden = columns.filter(({ id }) => !shown.includes(id));
  function change(next: string[]): void {
    // Drawn at once, so that the focus finds what was moved.
    flushSync(() => setShown(next));
    setColumns(next);
  }
  function move(id: string, step: -1 | 1): void {
    change(moveColumn(shown, id, step));
    document.getElementById(`${prefix}${id}${step}`)?.focus();
  }
  function reset(): void {
    setShown(arrangeColumns(columns, null).map(({ id }) => id));
    setColumns(null);
  }
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold text-sm">Columns</h2>
      <ul className="-mx-1 flex flex-col">
        {[...arrangeColumns(columns, shown), ...hidden].map(({ id, header }) => {
          const at = shown.indexOf(id);
          const isOn = at >= 0;
          return (
            <li key={id} className="flex min-h-8 items-center gap-1 rounded-md px-1 hover:bg-hover">
              <label className="flex min-w-0 flex-1 items-center gap-2.5 py-1 text-sm">
                <input
                  type="checkbox"
                  checked={isOn}
                  disabled={isOn && shown.length === 1}
                  onChange={() => change(isOn ? shown.filter((each) => each !== id) : [...shown, id])}
                  className="size-4 shrink-0 accent-accent-fill"
                />
                {header}
              </label>
              {isOn && (
                <>
                  <IconButton
                    id={`${prefix}${id}-1`}
                    label={`Move ${header} forward`}
                    aria-disabled={at === 0}
                    className="!size-7 aria-disabled:opacity-40"
                    onClick={() => move(id, -1)}
                  >
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    id={`${prefix}${id}1`}
                    label={`Move ${header} back`}
                    aria-disabled={at === shown.length - 1}
                    className="!size-7 aria-disabled:opacity-40"
                    onClick={() => move(id, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <div className="flex items-center justify-between gap-3 border-line border-t pt-3">
        <p className="text-ink-3 text-xs">Kept for you, on every device. Narrow windows leave some out.</p>
        <Button size="sm" disabled={chosen === null} onClick={reset}>
          Usual columns
        </Button>
      </div>
    </div>
  );
}
