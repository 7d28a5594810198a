'use client';

import { Bookmark } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import type { ArrangedList } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/popover.tsx';
import { filterQuery } from './filter-query.ts';
import { useListSettings } from './use-list-settings.ts';

const FilterShelf = later(async () => (await import('./filter-shelf.tsx')).FilterShelf);

/** The filters that a person has given names, and the way to name this one. */
export function SavedFilters({ name: list }: { name: ArrangedList }) {
  const query = filterQuery(useSearchParams());
  const { filters } = useListSettings(list);
  const current = query === '' ? undefined : filters.find((filter) => filter.query === query);
  return (
    <Popover
      label="Saved filters"
      trigger={
        <Button
          aria-label={`Saved filters${current ? `, now ${current.name}` : ''}`}
          title="Saved filters"
          className={current ? '!border-accent/40 !bg-accent-soft' : undefined}
        >
          <Bookmark aria-hidden className={current ? 'text-accent' : undefined} />
          {current && <span className="max-w-48 truncate">{current.name}</span>}
        </Button>
      }
    >
      <FilterShelf list={list} query={query} />
    </Popover>
  );
}
