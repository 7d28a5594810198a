'use client';

import { useQuery } from '@tanstack/react-query';
import type { ExecutionGroupView, ExecutionStatus } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { statusLook } from '../executions/execution-status.ts';
import { ExecutionTable } from '../executions/execution-table.tsx';
import { StatusChip } from '../executions/status-chip.tsx';
import { useListChanges } from '../lists/use-list-changes.ts';
import { count } from '../ui/count.ts';
import { Fold } from '../ui/fold.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { groupProgress } from './group-status.ts';
import { StopGroup } from './stop-group.tsx';

/** One workflow on many deployments: how far it is, and each of its executions. */
export function GroupPage({ id }: { id: string }) {
  const api = useApi();
  const changes = useListChanges();
  const query = useQuery(
    api.groups.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.status === 'active' ? changes.every(true) : false) },
    ),
  );
  if (query.data) return <Group group={query.data} />;
  if (query.error) return <Fault fault={query.error} retry={() => void query.refetch()} />;
  return <SkeletonRows rows={8} />;
}

function Group({ group }: { group: ExecutionGroupView }) {
  const { ended, all } = groupProgress(group);
  return (
    <>
      <PageHeader
        title={`${group.workflow} on ${count(all, 'deployment')}`}
        lead={
          <>
            At most {group.concurrency} at once · created <Ago at={group.createdAt} /> by{' '}
            {group.createdBy ?? 'the system'}
          </>
        }
      >
        {group.status === 'active' && <StopGroup group={group} />}
      </PageHeader>
      <PageBody>
        <div className="flex flex-col gap-2">
          <div
            role="progressbar"
            aria-label="Executions that have ended"
            aria-valuemin={0}
            aria-valuemax={all}
            aria-valuenow={ended}
            className="h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div className="h-full bg-accent" style={{ width: `${all === 0 ? 0 : (100 * ended) / all}%` }} />
          </div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {(Object.keys(statusLook) as ExecutionStatus[]).map((status) =>
              group.counts[status] ? (
                <li key={status} className="tabular flex items-center gap-1.5">
                  {group.counts[status]} <StatusChip status={status} />
                </li>
              ) : null,
            )}
          </ul>
        </div>
        {Object.keys(group.parameters).length > 0 && (
          <Fold title="Parameters">
            <JsonView value={group.parameters} empty="" />
          </Fold>
        )}
        <Panel aria-label="Executions" className="overflow-hidden">
          <PanelHeader title="Executions" />
          <ExecutionTable executions={group.executions} />
        </Panel>
      </PageBody>
    </>
  );
}
