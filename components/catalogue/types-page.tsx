'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX, X } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { CatalogueTabs } from './catalogue-tabs.tsx';
import { TypeTable } from './type-table.tsx';

const kinds = ['node', 'relationship', 'data'] as const;

/** Every type that the catalogue has, found by name, words, properties and by what it derives from. */
export function TypesPage() {
  const api = useApi();
  const [url, set] = useQueryStates({
    q: parseAsString.withDefault(''),
    kind: parseAsStringLiteral(kinds),
    base: parseAsString,
    plugin: parseAsString,
  });
  const text = useSettled(url.q.trim());
  const query = useQuery(
    api.catalogue.types.queryOptions(
      {
        ...(text && { text }),
        ...(url.kind && { kind: url.kind }),
        ...(url.base && { base: url.base }),
        ...(url.plugin && { plugin: url.plugin }),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const clear = () => void set({ q: null, kind: null, base: null, plugin: null });
  return (
    <>
      <PageHeader
        hasTabs
        title="Plugins and types"
        windowTitle="Types"
        lead="Each type as its newest release defines it."
      />
      <CatalogueTabs />
      <div className="pt-4">
        <PageBody>
          <search className="flex flex-wrap items-center gap-2">
            <Input
              type="search"
              aria-label="Find types"
              placeholder="Name, description or property"
              value={url.q}
              onChange={({ target }) => void set({ q: target.value || null })}
              className="!w-72"
            />
            <Segmented
              label="Kind"
              value={url.kind ?? 'all'}
              onChange={(kind) => void set({ kind: kind === 'all' ? null : kind })}
              options={[
                { value: 'all', label: 'All' },
                { value: 'node', label: 'Node types' },
                { value: 'relationship', label: 'Relationships' },
                { value: 'data', label: 'Data types' },
              ]}
            />
            {url.base && <Narrowed text={`derived from ${url.base}`} onClear={() => void set({ base: null })} />}
            {url.plugin && <Narrowed text={`of ${url.plugin}`} onClear={() => void set({ plugin: null })} />}
            {query.data && (
              <span role="status" className="tabular ml-auto text-ink-3 text-xs">
                {query.data.length === 1 ? '1 type' : `${query.data.length} types`}
              </span>
            )}
          </search>
          <Panel aria-label="Types" className="overflow-hidden">
            <Loaded query={query} rows={12}>
              {(types) =>
                types.length > 0 ? (
                  <TypeTable types={types} />
                ) : (
                  <Empty
                    icon={<SearchX />}
                    title="No type fits"
                    action={<Button onClick={clear}>Clear the filters</Button>}
                  />
                )
              }
            </Loaded>
          </Panel>
        </PageBody>
      </div>
    </>
  );
}

function Narrowed({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={`Only ${text}: show the others too`}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-md bg-accent-soft px-2 font-medium text-accent text-xs"
    >
      <span className="truncate">{text}</span>
      <X aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}
