'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import type { AuditView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Input, NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { useSettled } from '../ui/use-settled.ts';

const perPage = 50;
const filter = {
  who: parseAsString.withDefault(''),
  what: parseAsString.withDefault(''),
  q: parseAsString.withDefault(''),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
  /** The page: entries before this one. */
  before: parseAsInteger,
};

/** Who did what, and when. Entries are never changed: each one's hash covers the one before. */
export function Audit() {
  const api = useApi();
  const [url, set] = useQueryStates(filter, { history: 'replace' });
  const text = useSettled(url.q.trim());
  const query = useQuery(
    api.audit.list.queryOptions(
      {
        limit: perPage,
        ...(url.who && { actor: url.who }),
        ...(url.what && { action: url.what }),
        ...(text && { text }),
        ...dayBounds(url),
        ...(url.before !== null && { before: url.before }),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const isFiltered = Boolean(url.who || url.what || url.q || url.from || url.to);
  const clear = () => void set({ who: null, what: null, q: null, from: null, to: null, before: null });
  return (
    <div className="flex flex-col gap-3 p-4 md:p-6">
      <search className="flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Find by what it was done to"
          placeholder="Done to…"
          value={url.q}
          onChange={({ target }) => void set({ q: target.value || null, before: null })}
          className="!w-48"
        />
        <Choose
          label="Who"
          value={url.who}
          names={query.data?.actors}
          onChoose={(who) => void set({ who, before: null })}
        />
        <Choose
          label="What"
          value={url.what}
          names={query.data?.actions}
          onChoose={(what) => void set({ what, before: null })}
        />
        <Day label="From" value={url.from} onChoose={(from) => void set({ from, before: null })} />
        <Day label="To" value={url.to} onChoose={(to) => void set({ to, before: null })} />
        {isFiltered && (
          <Button variant="ghost" onClick={clear}>
            Clear
          </Button>
        )}
      </search>
      <Panel aria-label="Audit trail" className="overflow-hidden">
        <Loaded query={query} rows={10}>
          {({ entries }) =>
            entries.length > 0 ? (
              <DataTable label="Audit trail" columns={columns} rows={entries} rowKey={({ id }) => String(id)} />
            ) : (
              <Empty
                icon={<ScrollText />}
                title={isFiltered ? 'No entry fits' : 'Nothing was done yet'}
                action={isFiltered && <Button onClick={clear}>Clear the filters</Button>}
              />
            )
          }
        </Loaded>
      </Panel>
      <div className="flex justify-end gap-2">
        <Button disabled={url.before === null} onClick={() => void set({ before: null }, { history: 'push' })}>
          Newest
        </Button>
        <Button
          disabled={!query.data?.hasMore}
          onClick={() => void set({ before: query.data?.entries.at(-1)?.id ?? null }, { history: 'push' })}
        >
          Older
        </Button>
      </div>
    </div>
  );
}

/** From the beginning of one day to the end of another, where the person is. */
function dayBounds({ from, to }: { from: string; to: string }): { from?: string; to?: string } {
  const start = new Date(`${from}T00:00:00`);
  const end = new Date(`${to}T23:59:59.999`);
  return {
    ...(!Number.isNaN(start.getTime()) && { from: start.toISOString() }),
    ...(!Number.isNaN(end.getTime()) && { to: end.toISOString() }),
  };
}

interface ChooseProps {
  label: string;
  value: string;
  names: readonly string[] | undefined;
  onChoose: (name: string | null) => void;
}

function Choose({ label, value, names, onChoose }: ChooseProps) {
  const known = names ?? (value ? [value] : []);
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={({ target }) => onChoose(target.value || null)}
      className="!w-48"
    >
      <option value="">{label}: all</option>
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

function Day({ label, value, onChoose }: { label: string; value: string; onChoose: (day: string | null) => void }) {
  return (
    <span className="flex items-center gap-1.5 text-ink-3 text-xs">
      <span aria-hidden>{label}</span>
      <Input
        type="date"
        aria-label={label}
        value={value}
        onChange={({ target }) => onChoose(target.value || null)}
        className="!w-auto"
      />
    </span>
  );
}

const columns: Column<AuditView>[] = [
  { id: 'at', header: 'When', cell: ({ at }) => <Ago at={at} /> },
  { id: 'actor', header: 'Who', cell: ({ actor }) => <OneLine text={actor} /> },
  { id: 'action', header: 'What', primary: true, cell: ({ action }) => <code className="text-sm">{action}</code> },
  { id: 'target', header: 'Done to', cell: ({ target }) => <OneLine text={target} /> },
  {
    id: 'detail',
    header: 'Details',
    cell: ({ detail }) =>
      Object.keys(detail).length > 0 && (
        <span className="line-clamp-2 font-mono text-ink-3 text-xs [overflow-wrap:anywhere]">
          {Object.entries(detail)
            .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
            .join(' · ')}
        </span>
      ),
  },
];

function OneLine({ text }: { text: string }) {
  return (
    <span className="block max-w-64 truncate" title={text}>
      {text}
    </span>
  );
}
