'use client';

import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { DeploymentDetail, NodeInstanceDetail, TopologyNode } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import type { Selection } from '../topology/elements.ts';
import { markOf, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Fault, Skeleton } from '../ui/states.tsx';
import { InstanceActions } from './instance-actions.tsx';
import { InstanceHistory } from './instance-history.tsx';
import { InstanceLinks } from './instance-links.tsx';
import { InstanceProblem } from './instance-problem.tsx';
import { PropertyTree } from './property-tree.tsx';

const parts = ['runtime', 'links', 'properties', 'history'] as const;
type Part = (typeof parts)[number];

interface InstanceDetailsProps {
  deployment: DeploymentDetail;
  node: TopologyNode;
  /** The moment that its state is of, ms since 1970; null: now. */
  moment: number | null;
  instance: TopologyNode['instances'][number];
  onSelect: (selection: Selection) => void;
}

/** One node instance: what it does, what is wrong with it, what can be done, and all that is known of it. */
export function InstanceDetails({ deployment, node, moment, instance, onSelect }: InstanceDetailsProps) {
  const api = useApi();
  const key = { id: deployment.id, instanceId: instance.id };
  const detail = useQuery(api.deployments.instance.queryOptions(key));
  const history = useQuery(api.deployments.instanceHistory.queryOptions(key));
  const [part, setPart] = useQueryState('part', parseAsStringLiteral(parts).withDefault('runtime'));
  const problem = history.data?.find(({ outcome }) => outcome !== 'running');
  return (
    <div className="flex flex-col">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-1.5 text-sm">
        <span className="flex items-center gap-2">
          <StateMark kind={markOf(instance)} className="size-4" />
          <span className="font-medium">{instance.failed ? 'Failed' : stateLook[instance.state].label}</span>
        </span>
        <Place detail={detail.data} />
        {moment === null && (
          <InstanceActions {...{ deployment, node, instance }} operations={detail.data?.operations ?? []} />
        )}
      </div>
      {moment !== null && <OfThen moment={moment} />}
      {moment === null && instance.failed && problem?.outcome === 'failed' && (
        <InstanceProblem operation={problem} node={node.id} instance={instance.id} />
      )}
      <div className="overflow-x-auto px-4 pb-1.5">
        <Segmented
          label="What to show of it"
          value={part}
          onChange={(next) => void setPart(next === 'runtime' ? null : next)}
          options={[
            { value: 'runtime', label: 'Runtime' },
            { value: 'links', label: 'Relationships' },
            { value: 'properties', label: 'Properties' },
            { value: 'history', label: 'History' },
          ]}
        />
      </div>
      {part === 'history' ? (
        <Loaded query={history}>
          {(operations) => <InstanceHistory operations={operations} node={node.id} instance={instance.id} />}
        </Loaded>
      ) : (
        <>
          {detail.data && <Shown part={part} detail={detail.data} deployment={deployment} onSelect={onSelect} />}
          {detail.error && !detail.data && <Fault fault={detail.error} retry={() => void detail.refetch()} />}
          {detail.isPending && <Skeleton className="mx-4 mb-4 h-24" />}
        </>
      )}
    </div>
  );
}

/** Events tell the state of a moment and nothing else: what stands below it must not be taken for that of then. */
function OfThen({ moment }: { moment: number }) {
  return (
    <p className="mx-4 mb-2 flex items-center gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-warn text-xs">
      <History aria-hidden className="size-4 shrink-0" />
      The state is that of {new Date(moment).toLocaleTimeString('en-GB')}. What follows is as it is now.
    </p>
  );
}

/** Where it runs. */
function Place({ detail }: { detail: NodeInstanceDetail | undefined }) {
  if (!detail) return null;
  const { hostId, hostAddress, id } = detail;
  if (hostId === null) return <span className="text-ink-3 text-xs">runs on this server</span>;
  const host = hostId === id ? 'a host itself' : `on ${hostId}`;
  return (
    <span className="min-w-0 truncate text-ink-3 text-xs" title={hostAddress ? `${host}, ${hostAddress}` : host}>
      {host}
      {hostAddress && <code className="text-ink-2"> {hostAddress}</code>}
    </span>
  );
}

interface ShownProps {
  part: Exclude<Part, 'history'>;
  detail: NodeInstanceDetail;
  deployment: DeploymentDetail;
  onSelect: (selection: Selection) => void;
}

function Shown({ part, detail, deployment, onSelect }: ShownProps) {
  if (part === 'links') return <InstanceLinks {...{ detail, deployment, onSelect }} />;
  if (part === 'properties') return <PropertyTree label="Properties" value={detail.properties} empty="None." />;
  return (
    <PropertyTree
      label="Runtime properties"
      value={detail.runtimeProperties}
      empty="None yet. Operations write them while they run."
    />
  );
}
