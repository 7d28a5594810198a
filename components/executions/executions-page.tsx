'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Fault, SkeletonRows } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { isActive } from './execution-status.ts';
import { ExecutionTable } from './execution-table.tsx';
import { executionRefresh } from './refresh.ts';

const AllSchedules = dynamic(async () => (await import('../schedules/all-schedules.tsx')).AllSchedules, {
  ssr: false,
  loading: () => <SkeletonRows />,
});
const AllGroups = dynamic(async () => (await import('../groups/all-groups.tsx')).AllGroups, {
  ssr: false,
  loading: () => <SkeletonRows />,
});

const groups = ['all', 'active', 'completed', 'failed', 'cancelled'] as const;
type Group = (typeof groups)[number];

export function ExecutionsPage() {
  return (
    <>
      <PageHeader title="Executions" lead="Every run of a workflow, newest first." />
      <UrlTabs
        label="Executions"
        tabs={[
          { id: 'runs', label: 'Runs', content: <Runs /> },
          {
            id: 'schedules',
            label: 'Schedules',
            content: (
              <TabBody label="Schedules">
                <AllSchedules />
              </TabBody>
            ),
          },
          {
            id: 'groups',
            label: 'Groups',
            content: (
              <TabBody label="Groups">
                <AllGroups />
              </TabBody>
            ),
          },
        ]}
      />
    </>
  );
}

function TabBody({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="p-4 md:p-6">
      <Panel aria-label={label} className="overflow-hidden">
        {children}
      </Panel>
    </div>
  );
}

function Runs() {
  const api = useApi();
  const [group, setGroup] = useQueryState('status', parseAsStringLiteral(groups).withDefault('all'));
  const query = useQuery(api.executions.list.queryOptions({}, { refetchInterval: executionRefresh }));
  const shown = query.data?.filter((execution) => isIn(execution, group));
  return (
    <div className="pt-4">
      <PageBody>
        <div className="overflow-x-auto">
          <Segmented
            label="Status"
            value={group}
            onChange={(next) => void setGroup(next)}
            options={groups.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))}
          />
        </div>
        <Panel aria-label="Executions" className="overflow-hidden">
          {query.isPending && <SkeletonRows />}
          {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
          {shown && (shown.length > 0 || group === 'all') && <ExecutionTable executions={shown} />}
          {shown?.length === 0 && group !== 'all' && (
            <Empty
              icon={<SearchX />}
              title={`No ${group} executions`}
              action={<Button onClick={() => void setGroup(null)}>Show all</Button>}
            />
          )}
        </Panel>
      </PageBody>
    </div>
  );
}

function isIn({ status }: ExecutionSummary, group: Group): boolean {
  if (group === 'all') return true;
  if (group === 'active') return isActive(status);
  return status === (group === 'completed' ? 'terminated' : group);
}
