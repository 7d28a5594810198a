'use client';

import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useQueryState } from 'nuqs';
import type { ExecutionGroupSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useListChanges } from '../lists/use-list-changes.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { ProgressLine } from '../ui/progress-line.tsx';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { GroupChip } from './group-chip.tsx';
import { groupProgress } from './group-status.ts';

const columns: readonly Column<ExecutionGroupSummary>[] = [
  {
    id: 'workflow',
    header: 'Workflow',
    primary: true,
    sort: ({ workflow }) => workflow,
    cell: ({ id, workflow }) => <TextLink href={`/executions/groups/${id}`}>{workflow}</TextLink>,
  },
  { id: 'status', header: 'Status', sort: ({ status }) => status, cell: (group) => <GroupChip group={group} /> },
  {
    id: 'progress',
    header: 'Ended',
    align: 'right',
    sort: (group) => groupProgress(group).ended / Math.max(1, groupProgress(group).all),
    cell: (group) => <Ended group={group} />,
  },
  {
    id: 'limit',
    header: 'At once',
    minor: true,
    align: 'right',
    sort: ({ concurrency }) => concurrency,
    cell: ({ concurrency }) => concurrency,
  },
  {
    id: 'by',
    header: 'By',
    minor: true,
    sort: ({ createdBy }) => createdBy,
    cell: ({ createdBy }) => createdBy ?? 'the system',
  },
  {
    id: 'at',
    header: 'Created',
    align: 'right',
    sort: ({ createdAt }) => Date.parse(createdAt),
    cell: ({ createdAt }) => <Ago at={createdAt} />,
  },
];

const order = sortParser(['workflow', 'status', 'progress', 'limit', 'by', 'at']).withDefault('-at');

function Ended({ group }: { group: ExecutionGroupSummary }) {
  const { ended, all } = groupProgress(group);
  return <ProgressLine label="Executions that have ended" done={ended} all={all} />;
}

/** Runs of one workflow on many deployments, newest first. */
export function AllGroups() {
  const api = useApi();
  const navigate = useNavigate();
  const changes = useListChanges();
  const [sort, setSort] = useQueryState('order', order);
  const query = useQuery(api.groups.list.queryOptions(undefined, { refetchInterval: changes.every(true) }));
  return (
    <Loaded query={query}>
      {(groups) =>
        groups.length > 0 ? (
          <DataTable
            label="Groups"
            columns={columns}
            rows={groups}
            rowKey={({ id }) => id}
            onOpen={({ id }) => navigate(`/executions/groups/${id}`)}
            sorting={urlSorting(sort, (next) => void setSort(next))}
            view={sort}
          />
        ) : (
          <Empty
            icon={<Layers />}
            title="No groups yet"
            action={<ButtonLink href="/deployments">Choose deployments</ButtonLink>}
          >
            A group runs one workflow on many deployments, a few at once.
          </Empty>
        )
      }
    </Loaded>
  );
}
