'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '../api/api.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Button } from '../ui/button.tsx';
import { Facet } from '../ui/facet.tsx';
import { TimeFacet } from './time-facet.tsx';
import type { Outcome, useExecutionList } from './use-execution-list.ts';

const outcomes: readonly { value: Outcome; label: string; icon: ReactNode }[] = [
  { value: 'active', label: 'Running or waiting', icon: <StateMark kind="progress" /> },
  { value: 'needs-decision', label: 'Needs a decision', icon: <StateMark kind="failed" className="!text-warn" /> },
  { value: 'failed', label: 'Failed', icon: <StateMark kind="failed" /> },
  { value: 'cancelled', label: 'Cancelled', icon: <StateMark kind="stopped" /> },
  { value: 'completed', label: 'Completed', icon: <StateMark kind="started" /> },
];

const named = (value: string) => ({ value, label: value });

/** What executions can be narrowed down by, beside text. */
export function ExecutionFacets({ list }: { list: ReturnType<typeof useExecutionList> }) {
  const api = useApi();
  const { data: facets } = useQuery(api.executions.facets.queryOptions(undefined, { staleTime: 60_000 }));
  const { status, workflow, by, deployment, from, to, ended } = list.url;
  const name = list.query.data?.rows[0]?.deploymentName;
  return (
    <>
      <Facet label="Status" chosen={status} onChange={list.setStatus} options={outcomes} />
      <Facet
        label="Workflow"
        chosen={workflow}
        onChange={list.setWorkflow}
        options={withChosen(facets?.workflows, workflow).map(named)}
      />
      <Facet label="By" chosen={by} onChange={list.setBy} options={withChosen(facets?.people, by).map(named)} />
      <TimeFacet times={{ from, to, ended }} onChange={list.setTimes} />
      {deployment !== null && (
        <Button aria-label="Of all deployments" onClick={() => list.setDeployment(null)}>
          <span className="text-accent">Deployment</span> <span className="max-w-48 truncate">{name ?? 'one'}</span>
          <X aria-hidden />
        </Button>
      )}
    </>
  );
}

/** A value of the URL can always be taken away, known or not. */
function withChosen(known: readonly string[] | undefined, chosen: readonly string[]): string[] {
  return [...new Set([...(known ?? []), ...chosen])];
}
