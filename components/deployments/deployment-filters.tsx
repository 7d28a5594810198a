'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DeploymentStanding } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { ListFilters } from '../lists/list-filters.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { Facet } from '../ui/facet.tsx';
import { deploymentColumns } from './deployment-columns.tsx';
import type { useDeploymentList } from './use-deployment-list.ts';

const standings: readonly { value: DeploymentStanding; label: string; icon: ReactNode }[] = [
  { value: 'active', label: 'Running', icon: <StateMark kind="progress" /> },
  { value: 'failed', label: 'Failed', icon: <StateMark kind="failed" /> },
  { value: 'installed', label: 'Installed', icon: <StateMark kind="started" /> },
  { value: 'partial', label: 'Partly started', icon: <StateMark kind="third" /> },
  { value: 'cancelled', label: 'Cancelled', icon: <StateMark kind="stopped" /> },
  { value: 'not-installed', label: 'Not installed', icon: <StateMark kind="none" /> },
];

/** Which deployments the list shows. */
export function DeploymentFilters({ list }: { list: ReturnType<typeof useDeploymentList> }) {
  const api = useApi();
  const { data: blueprints } = useQuery(api.blueprints.list.queryOptions());
  const { status, blueprint } = list.url;
  return (
    <ListFilters
      label="Filter by name or blueprint"
      placeholder="Filter by name or blueprint"
      noun="deployment"
      list={list}
      columns={deploymentColumns}
    >
      <Facet label="Status" chosen={status} onChange={list.setStatus} options={standings} />
      {blueprints && blueprints.length > 0 && (
        <Facet
          label="Blueprint"
          chosen={blueprint === null ? [] : [blueprint]}
          onChange={(next) => list.setBlueprint(next.at(-1) ?? null)}
          options={blueprints.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </ListFilters>
  );
}
