'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '../api/api.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Button } from '../ui/button.tsx';
import { Facet } from '../ui/facet.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { ListCount } from '../ui/pager.tsx';
import { executionColumns } from './execution-columns.tsx';
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

/** Which executions the list shows. */
export function ExecutionFilterBar({ list }: { list: ReturnType<typeof useExecutionList> }) {
  const api = useApi();
  const { data: facets } = useQuery(api.executions.facets.queryOptions(undefined, { staleTime: 60_000 }));
  const { q, status, workflow, by, deployment, from, to } = list.url;
  const name = list.query.data?.rows[0]?.deploymentName;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        label="Filter executions by text"
        placeholder="Filter by workflow, deployment, error"
        value={q}
        onChange={list.setText}
      />
      <Facet label="Status" chosen={status} onChange={list.setStatus} options={outcomes} />
      <Facet
        label="Workflow"
        chosen={workflow}
        onChange={list.setWorkflow}
        options={withChosen(facets?.workflows, workflow).map(named)}
      />
      <Facet label="By" chosen={by} onChange={list.setBy} options={withChosen(facets?.people, by).map(named)} />
      <TimeFacet from={from} to={to} onChange={list.setTimes} />
      {deployment !== null && (
        <Button aria-label="Of all deployments" onClick={() => list.setDeployment(null)}>
          <span className="text-accent">Deployment</span> {name ?? 'one'} <X aria-hidden />
        </Button>
      )}
      <NarrowSort columns={executionColumns} sorting={list.sorting} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <ListCount page={list.query.data} noun="execution" />
    </div>
  );
}

/** A value of the URL can always be taken away, known or not. */
function withChosen(known: readonly string[] | undefined, chosen: readonly string[]): string[] {
  return [...new Set([...(known ?? []), ...chosen])];
}
