'use client';

import type { ReactNode } from 'react';
import type { ArrangedList } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { ListCount } from '../ui/pager.tsx';
import type { Column } from '../ui/table.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { LiveState } from './live-state.tsx';
import { SavedFilters } from './saved-filters.tsx';
import type { ServerListState } from './server-list.tsx';

interface ListFiltersProps<T> {
  name: ArrangedList;
  /** One row: "deployment". */
  noun: string;
  /** What the text filter is called, and what it looks into. */
  search: { label: string; placeholder: string };
  list: ServerListState<T>;
  columns: readonly Column<T>[];
  /** What else the list can be narrowed down by. */
  facets: ReactNode;
}

/** Which rows a list shows, how many those are, and what is said of each. */
export function ListFilters<T>({ name, noun, search, list, columns, facets }: ListFiltersProps<T>) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput {...search} value={list.url.q} onChange={list.setText} />
      {facets}
      <NarrowSort columns={columns} sorting={list.sorting} />
      <SavedFilters name={name} />
      <ColumnChooser name={name} columns={columns} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <span className="ml-auto flex flex-wrap items-center gap-x-3">
        <LiveState changes={list.changes} />
        <ListCount page={list.query.data} noun={noun} />
      </span>
    </div>
  );
}
