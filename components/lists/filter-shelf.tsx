'use client';

import { Link2, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { ArrangedList } from '../../server/api/contract.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { sayDone, sayRefused } from '../ui/toasts.tsx';
import { useListSettings } from './use-list-settings.ts';

interface FilterShelfProps {
  list: ArrangedList;
  /** What the list shows now; empty when it is not filtered. */
  query: string;
}

/** The saved filters of a list: to open, to share, to remove; and a name for what is shown now. */
export function FilterShelf({ list, query }: FilterShelfProps) {
  const { filters, removeFilter } = useListSettings(list);
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold text-sm">Saved filters</h2>
      {filters.length > 0 ? (
        <ul className="-mx-1 flex flex-col">
          {filters.map((filter) => {
            const href = `/${list}?${filter.query}`;
            return (
              <li key={filter.name} className="flex items-center gap-1 rounded-md px-1 hover:bg-hover">
                <Popover.Close asChild>
                  <TextLink
                    href={href}
                    aria-current={filter.query === query ? 'true' : undefined}
                    className="min-w-0 flex-1 py-1.5 text-sm [overflow-wrap:anywhere] aria-[current]:font-semibold"
                  >
                    {filter.name}
                  </TextLink>
                </Popover.Close>
                <IconButton
                  label={`Copy the link to ${filter.name}`}
                  className="!size-7"
                  onClick={() => void copyLink(href)}
                >
                  <Link2 />
                </IconButton>
                <IconButton
                  label={`Remove ${filter.name}`}
                  className="!size-7"
                  onClick={() => removeFilter(filter.name)}
                >
                  <X />
                </IconButton>
              </li>
            );
          })}
        </ul>
      ) : (
        <p className="text-ink-2 text-sm">You have none yet.</p>
      )}
      {query === '' ? (
        <p className="border-line border-t pt-3 text-ink-2 text-sm">
          Filter or sort the list, then give what you see a name here.
        </p>
      ) : (
        <NameIt list={list} query={query} />
      )}
    </div>
  );
}

function NameIt({ list, query }: FilterShelfProps) {
  const { filters, saveFilter, isSaving } = useListSettings(list);
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isTaken = filters.some((filter) => filter.name === name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '') return;
        saveFilter({ name, query }, () => {
          setTyped('');
          sayDone(`The filter is saved as ${name}`);
        });
      }}
      className="flex flex-col gap-1.5 border-line border-t pt-3"
    >
      <label htmlFor="filter-name" className="font-medium text-sm">
        Save what is shown now as
      </label>
      <div className="flex gap-2">
        <Input
          id="filter-name"
          value={typed}
          maxLength={128}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" variant="primary" disabled={name === '' || isSaving}>
          {isTaken ? 'Replace' : 'Save'}
        </Button>
      </div>
      <p className="text-ink-3 text-xs">Only you see it. Whoever gets its link sees the same list.</p>
    </form>
  );
}

async function copyLink(href: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(new URL(href, window.location.href).href);
    sayDone('The link is copied');
  } catch {
    sayRefused('The link was not copied', 'The browser did not allow it. Open the filter and copy its address.');
  }
}
