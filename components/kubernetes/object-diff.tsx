'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, RotateCw } from 'lucide-react';
import type { Json } from '../../core/blueprint/json.ts';
import type { KubernetesDiff, KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/states.tsx';

/** What is other on the cluster than it was applied, field by field as `kubectl diff` has it. */
export function ObjectDiff({ deploymentId, row }: { deploymentId: string; row: KubernetesRow }) {
  const api = useApi();
  const query = useQuery(api.kubernetes.diff.queryOptions({ id: deploymentId, row: row.id }));
  return (
    <div className="flex flex-col gap-3">
      <Loaded query={query}>{(diff) => <Outcome diff={diff} />}</Loaded>
      <Button size="sm" className="self-start" disabled={query.isFetching} onClick={() => void query.refetch()}>
        <RotateCw aria-hidden /> Compare again
      </Button>
    </div>
  );
}

function Outcome({ diff: { outcome, differences } }: { diff: KubernetesDiff }) {
  if (outcome === 'unknown')
    return (
      <p className="text-ink-2 text-sm">What was applied last was not kept, so there is nothing to compare with.</p>
    );
  if (outcome === 'missing')
    return (
      <Notice tone="warn" title="The cluster does not have it">
        Somebody deleted it. An update of the deployment, or heal, makes it again.
      </Notice>
    );
  if (outcome === 'same')
    return (
      <p role="status" className="flex items-center gap-2 text-good text-sm">
        <CircleCheck aria-hidden className="size-4" /> As it was applied.
      </p>
    );
  return (
    <>
      <p role="status" className="text-sm">
        {differences.length === 1 ? '1 field is' : `${differences.length} fields are`} other than applied.
      </p>
      <ul aria-label="Differences" className="flex flex-col gap-2">
        {differences.map(({ path, desired, live }) => (
          <li key={path} className="overflow-hidden rounded-md border border-line">
            <p className="border-line border-b bg-sunken px-2.5 py-1 font-mono text-xs [overflow-wrap:anywhere]">
              {path}
            </p>
            <Line sign="−" word="On the cluster" look="bg-bad-soft text-bad" value={live} />
            <Line sign="+" word="Applied" look="bg-good-soft text-good" value={desired} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Line({ sign, word, look, value }: { sign: string; word: string; look: string; value: Json }) {
  return (
    <p className={`flex gap-2 px-2.5 py-1 font-mono text-xs ${look}`}>
      <span aria-hidden className="select-none">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {value === null ? '(nothing)' : typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </span>
    </p>
  );
}
