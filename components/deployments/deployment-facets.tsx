'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DeploymentStanding } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Facet } from '../ui/facet.tsx';
import type { useDeploymentList } from './use-deployment-list.ts';

const standings: readonly { value: DeploymentStanding; label: string; icon: ReactNode }[] = [
  { value: 'active', label: 'Running', icon: <StateMark kind="progress" /> },
  { value: 'failed', label: 'Failed', icon: <StateMark kind="failed" /> },
  { value: 'installed', label: 'Installed', icon: <StateMark kind="started" /> },
  { value: 'partial', label: 'Partly started', icon: <StateMark kind="third" /> },
  { value: 'cancelled', label: 'Cancelled', icon: <StateMark kind="stopped" /> },
  { value: 'not-installed', label: 'Not installed', icon: <StateMark kind="none" /> },
];

/** What deployments can be narrowed down by, beside text. */
export function DeploymentFacets({ list }: { list: ReturnType<typeof useDeploymentList> }) {
  const api = useApi();
  const { data: blueprints } = useQuery(api.blueprints.list.queryOptions());
  const { status, blueprint } = list.url;
  return (
    <>
      <Facet label="Status" chosen={status} onChange={list.setStatus} options={standings} />
      {blueprints?.length !== 0 && (
        <Facet
          label="Blueprint"
          chosen={blueprint === null ? [] : [blueprint]}
          onChange={(next) => list.setBlueprint(next.at(-1) ?? null)}
          options={(blueprints ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}
