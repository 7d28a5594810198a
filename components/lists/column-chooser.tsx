'use client';

import { Columns3 } from 'lucide-react';
import type { ArrangedList } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/popover.tsx';
import type { Column } from '../ui/table.tsx';

const ColumnShelf = later(async () => (await import('./column-shelf.tsx')).ColumnShelf);

/** What can be said of a row: which of it, and in which order. */
export function ColumnChooser<T>({ name, columns }: { name: ArrangedList; columns: readonly Column<T>[] }) {
  return (
    <Popover
      label="Columns"
      trigger={
        <Button aria-label="Columns" title="Columns">
          <Columns3 aria-hidden />
        </Button>
      }
    >
      <ColumnShelf list={name} columns={columns.filter(({ primary }) => !primary)} />
    </Popover>
  );
}
