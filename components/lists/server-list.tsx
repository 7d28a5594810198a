'use client';

import { type QueryKey, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ArrangedList, ListPage } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody } from '../ui/page-header.tsx';
import { Pager } from '../ui/pager.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel, type Sorting } from '../ui/table.tsx';
import { useChosenRows } from '../ui/use-chosen-rows.ts';
import { usePane } from '../ui/use-pane.ts';
import { WithDetails } from '../ui/with-details.tsx';
import { arrangeColumns } from './arrange-columns.ts';
import { ListFilters } from './list-filters.tsx';
import type { ListChanges } from './use-list-changes.ts';
import { useListSettings } from './use-list-settings.ts';

/** A list that the server filters, sorts and pages, as the URL means it. */
export interface ServerListState<T> {
  query: { data: ListPage<T> | undefined; error: unknown; refetch: () => unknown };
  changes: ListChanges;
  /** Names the filter, the order and the page. */
  view: string;
  url: { q: string };
  setText: (text: string) => void;
  isFiltered: boolean;
  clear: () => void;
  turn: (cursor: string | null) => void;
  sorting: Sorting;
  /** Reads the row of an id that is not on the page, under the key of the list's own queries. */
  row: { key: QueryKey; read: (id: string) => Promise<T | null> };
}

/** What a person has chosen, over all pages. */
export interface ChosenRows<T> {
  rows: readonly T[];
  add: (rows: readonly T[]) => void;
  clear: () => void;
}

interface ServerListProps<T> {
  name: ArrangedList;
  label: string;
  list: ServerListState<T>;
  columns: readonly Column<T>[];
  nameOf: (row: T) => string;
  /** One row: "deployment". */
  noun: string;
  /** What the text filter is called, and what it looks into. */
  search: { label: string; placeholder: string };
  /** What else the list can be narrowed down by. */
  facets: ReactNode;
  /** What can be done with the chosen rows. */
  deeds: (chosen: ChosenRows<T>) => ReactNode;
  details: (row: T, close: () => void) => ReactNode;
  /** In place of the rows when there is none at all. */
  none: ReactNode;
}

/** Rows to be filtered, sorted, paged, chosen and looked at, with the details of one beside them. */
export function ServerList<T extends { id: string }>(props: ServerListProps<T>) {
  const { name, label, list, columns, nameOf, deeds, details, none } = props;
  const settings = useListSettings(name);
  const canOperate = useCanOperate();
  const { pane, show, close } = usePane();
  const chosen = useChosenRows(keyOf<T>);
  const shown = useRow(list, pane);
  return (
    <PageBody>
      <WithDetails details={shown && details(shown, close)}>
        <ListFilters {...props} />
        {chosen.rows.length > 0 && deeds(chosen)}
        <Panel aria-label={label} className="overflow-clip">
          <Loaded query={settings.isPending ? waiting : list.query} rows={8}>
            {(page) => {
              if (page.all === 0) return none;
              if (page.rows.length === 0) return <NoneLikeThat all={page.all} label={label} onClear={list.clear} />;
              return (
                <>
                  <DataTable
                    label={label}
                    columns={arrangeColumns(columns, settings.columns)}
                    rows={page.rows}
                    rowKey={keyOf}
                    sorting={list.sorting}
                    current={shown?.id ?? null}
                    onOpen={({ id }) => show(id)}
                    onEscape={shown && close}
                    choice={
                      canOperate
                        ? { chosen: chosen.keys, onChoose: (keys) => chosen.choose(keys, page.rows), nameOf }
                        : undefined
                    }
                    view={list.view}
                  />
                  <Pager page={page} onTurn={list.turn} />
                </>
              );
            }}
          </Loaded>
        </Panel>
      </WithDetails>
    </PageBody>
  );
}

/** Rows do not change their columns once they are there. */
const waiting = { data: undefined, error: null, refetch: () => undefined };

function keyOf<T extends { id: string }>({ id }: T): string {
  return id;
}

/** The row whose details are open; read by itself when it is not on the page. */
function useRow<T extends { id: string }>({ query, row }: ServerListState<T>, id: string | null): T | undefined {
  const onPage = query.data?.rows.find((each) => each.id === id);
  const elsewhere = useQuery({
    queryKey: [...row.key, 'row', id],
    queryFn: () => row.read(id ?? ''),
    enabled: id !== null && query.data !== undefined && onPage === undefined,
  });
  return id === null ? undefined : (onPage ?? elsewhere.data ?? undefined);
}

function NoneLikeThat({ all, label, onClear }: { all: number; label: string; onClear: () => void }) {
  return (
    <Empty
      icon={<SearchX />}
      title={`None of ${all} ${label.toLowerCase()} is like that`}
      action={<Button onClick={onClear}>Show all</Button>}
    />
  );
}
