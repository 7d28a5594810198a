'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { DeploymentStanding, DeploymentSummary } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { useListChanges } from '../lists/use-list-changes.ts';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { useSettled } from '../ui/use-settled.ts';

const standings = ['active', 'failed', 'installed', 'partial', 'cancelled', 'not-installed'] as const;

const filters = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(standings)).withDefault([]),
  blueprint: parseAsString,
  sort: sortParser(['name', 'blueprint', 'status', 'instances', 'last', 'created', 'by']).withDefault('-created'),
  /** Where the page begins. */
  at: parseAsString,
};

/** The deployments that the URL means: filter, order and page; live. */
export function useDeploymentList() {
  const api = useApi();
  const client = useApiClient();
  const changes = useListChanges();
  const [url, set] = useQueryStates(filters);
  const text = useSettled(url.q.trim());
  const request = {
    ...(text !== '' && { text }),
    ...(url.status.length > 0 && { status: url.status }),
    ...(url.blueprint !== null && { blueprintId: url.blueprint }),
    ...(url.at !== null && { cursor: url.at }),
    sort: url.sort,
  };
  const query = useQuery(
    api.deployments.search.queryOptions(request, {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => changes.every(state.data?.rows.some(isBusy) ?? false),
    }),
  );
  return {
    query,
    changes,
    url,
    /** The filter without the page, as the server takes it. */
    filter: { ...request, cursor: undefined },
    view: JSON.stringify(request),
    isFiltered: url.q !== '' || url.status.length > 0 || url.blueprint !== null,
    setText: (q: string) => void set({ q: q || null, at: null }),
    setStatus: (status: DeploymentStanding[]) => void set({ status: status.length > 0 ? status : null, at: null }),
    setBlueprint: (blueprint: string | null) => void set({ blueprint, at: null }),
    clear: () => void set({ q: null, status: null, blueprint: null, at: null }),
    row: {
      key: api.deployments.search.queryKey(),
      read: async (id: string) => (await client.deployments.search.query({ text: id, limit: 1 })).rows[0] ?? null,
    },
    turn: (at: string | null) => void set({ at }, { history: 'push' }),
    sorting: urlSorting(url.sort, (sort) => void set({ sort, at: null })),
  };
}

function isBusy({ lastExecution }: DeploymentSummary): boolean {
  return lastExecution !== null && isActive(lastExecution.status);
}
