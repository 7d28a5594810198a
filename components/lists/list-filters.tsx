'use client';

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { ListCount } from '../ui/pager.tsx';
import type { Column } from '../ui/table.tsx';
import { LiveState } from './live-state.tsx';
import type { ServerListState } from './server-list.tsx';

interface ListFiltersProps<T> {
  /** What the text filter is called, and what it looks into. */
  label: string;
  placeholder: string;
  /** One row: "deployment". */
  noun: string;
  list: ServerListState<T> & { url: { q: string }; setText: (text: string) => void };
  columns: readonly Column<T>[];
  /** What else the list can be narrowed down by. */
  children: ReactNode;
}

/** Which rows a list shows, and how many those are. */
export function ListFilters<T>({ label, placeholder, noun, list, columns, children }: ListFiltersProps<T>) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput label={label} placeholder={placeholder} value={list.url.q} onChange={list.setText} />
      {children}
      <NarrowSort columns={columns} sorting={list.sorting} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <LiveState changes={list.changes} />
      <ListCount page={list.query.data} noun={noun} />
    </div>
  );
}
