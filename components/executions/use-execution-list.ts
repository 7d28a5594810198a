'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { ExecutionStatus } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { useListChanges } from '../lists/use-list-changes.ts';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { useSettled } from '../ui/use-settled.ts';
import { isActive } from './execution-status.ts';
import type { TimeSpan } from './time-facet.tsx';

/** What people narrow executions down to; one of them may stand for several statuses. */
export const outcomes = {
  active: ['queued', 'pending', 'started', 'needs-decision', 'cancelling', 'force-cancelling', 'kill-cancelling'],
  'needs-decision': ['needs-decision'],
  completed: ['terminated'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, readonly ExecutionStatus[]>;

export type Outcome = keyof typeof outcomes;

const outcomeNames = ['active', 'needs-decision', 'completed', 'failed', 'cancelled'] as const;
const executionSorts = ['created', 'workflow', 'deployment', 'status', 'duration', 'ended', 'by'] as const;

const filters = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(outcomeNames)).withDefault([]),
  workflow: parseAsArrayOf(parseAsString).withDefault([]),
  by: parseAsArrayOf(parseAsString).withDefault([]),
  deployment: parseAsString,
  /** ISO 8601 dates or times. */
  from: parseAsString,
  to: parseAsString,
  /** Since when they ended. */
  ended: parseAsString,
  sort: sortParser(executionSorts).withDefault('-created'),
  /** Where the page begins. */
  at: parseAsString,
};

type Url = ReturnType<typeof useQueryStates<typeof filters>>[0];

/** The executions that the URL means: filter, order and page; live. */
export function useExecutionList() {
  const api = useApi();
  const client = useApiClient();
  const changes = useListChanges();
  const [url, set] = useQueryStates(filters);
  const request = requestOf(url, useSettled(url.q.trim()));
  const query = useQuery(
    api.executions.search.queryOptions(request, {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => changes.every(state.data?.rows.some(({ status }) => isActive(status)) ?? false),
    }),
  );
  const change = (next: Parameters<typeof set>[0] & object) => void set({ ...next, at: null });
  return {
    query,
    changes,
    url,
    view: JSON.stringify(request),
    isFiltered: Object.keys(request).some((key) => key !== 'sort' && key !== 'cursor'),
    setText: (q: string) => change({ q: q || null }),
    setStatus: (status: Outcome[]) => change({ status: orNull(status) }),
    setWorkflow: (workflow: string[]) => change({ workflow: orNull(workflow) }),
    setBy: (by: string[]) => change({ by: orNull(by) }),
    setTimes: (times: TimeSpan) => change(times),
    setDeployment: (deployment: string | null) => change({ deployment }),
    clear: () =>
      change({ q: null, status: null, workflow: null, by: null, deployment: null, from: null, to: null, ended: null }),
    row: {
      key: api.executions.search.queryKey(),
      read: async (id: string) => (await client.executions.search.query({ text: id, limit: 1 })).rows[0] ?? null,
    },
    turn: (at: string | null) => void set({ at }, { history: 'push' }),
    sorting: urlSorting(url.sort, (sort) => change({ sort })),
  };
}

function requestOf(url: Url, text: string) {
  const [from, to, ended] = [timeOf(url.from), timeOf(url.to), timeOf(url.ended)];
  return {
    ...(text !== '' && { text }),
    ...(url.status.length > 0 && { status: url.status.flatMap((each): readonly ExecutionStatus[] => outcomes[each]) }),
    ...(url.workflow.length > 0 && { workflow: url.workflow }),
    ...(url.by.length > 0 && { createdBy: url.by }),
    ...(isId(url.deployment) && { deploymentId: url.deployment }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(ended !== null && { endedFrom: ended }),
    ...(url.at !== null && { cursor: url.at }),
    sort: url.sort,
  };
}

function orNull<T>(values: T[]): T[] | null {
  return values.length > 0 ? values : null;
}

function isId(text: string | null): text is string {
  return text !== null && /^[0-9a-f-]{36}$/.test(text);
}

/** What the server takes; null for what is no time. */
function timeOf(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
