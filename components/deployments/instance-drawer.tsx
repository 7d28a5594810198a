'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { DeploymentDetail, NodeInstanceDetail, TopologyNode } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import type { Selection } from '../topology/elements.ts';
import { markOf, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { shortType } from '../topology/type-icon.tsx';
import { IconButton } from '../ui/button.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Fault, Skeleton } from '../ui/states.tsx';

interface InstanceDrawerProps {
  /** Over the drawing at its right, or a block above the log. */
  place: 'over' | 'block';
  deployment: DeploymentDetail;
  node: TopologyNode;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** What is known about the chosen node: its instances, and of one of them state, properties and relationships. */
export function InstanceDrawer({ place, deployment, node, selection, onSelect }: InstanceDrawerProps) {
  const instance = node.instances.find((each) => each.id === selection.instance) ?? only(node.instances);
  return (
    <aside
      aria-label={`Details of ${node.id}`}
      className={clsx(
        'flex flex-col border-line bg-panel',
        place === 'over' && 'absolute inset-y-0 right-0 w-84 max-w-[88%] animate-appear border-l shadow-pop',
        place === 'block' && 'max-h-[45%] shrink-0 border-b max-lg:max-h-none',
      )}
    >
      <header className="flex items-start gap-3 border-line border-b px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">{node.id}</h2>
          <p className="truncate font-mono text-ink-3 text-xs" title={node.typeHierarchy.join(' › ')}>
            {node.type}
          </p>
        </div>
        <IconButton
          label="Close the details"
          className="-mr-2 size-7"
          onClick={() => onSelect({ node: null, instance: null })}
        >
          <X />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label="Properties" className="min-h-0 flex-1 overflow-y-auto">
        {node.instances.length > 1 && <InstanceChoice node={node} chosen={instance?.id ?? null} onSelect={onSelect} />}
        {instance && (
          <Instance deploymentId={deployment.id} instance={instance} onSelect={onSelect} deployment={deployment} />
        )}
      </section>
    </aside>
  );
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function InstanceChoice(props: {
  node: TopologyNode;
  chosen: string | null;
  onSelect: (selection: Selection) => void;
}) {
  return (
    <ul className="border-line border-b p-2">
      {props.node.instances.map((instance) => (
        <li key={instance.id}>
          <button
            type="button"
            aria-current={props.chosen === instance.id ? 'true' : undefined}
            onClick={() => props.onSelect({ node: props.node.id, instance: instance.id })}
            className="flex h-7 w-full items-center gap-2 rounded-md px-2 text-left text-xs hover:bg-hover aria-current:bg-accent-soft"
          >
            <StateMark kind={markOf(instance)} />
            <span className="truncate font-mono">{instance.id}</span>
            <span className="ml-auto text-ink-2">{stateLook[instance.state].label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface InstanceProps {
  deploymentId: string;
  deployment: DeploymentDetail;
  instance: TopologyNode['instances'][number];
  onSelect: (selection: Selection) => void;
}

function Instance({ deploymentId, deployment, instance, onSelect }: InstanceProps) {
  const api = useApi();
  const query = useQuery(api.deployments.instance.queryOptions({ id: deploymentId, instanceId: instance.id }));
  return (
    <div className="@container flex flex-col gap-4 p-4">
      <div className="flex items-center gap-2 text-sm">
        <StateMark kind={markOf(instance)} className="size-4" />
        <span className="font-medium">{instance.failed ? 'Failed' : stateLook[instance.state].label}</span>
        <code className="ml-auto truncate text-ink-2 text-xs">{instance.id}</code>
      </div>
      {query.data && <Detail detail={query.data} deployment={deployment} onSelect={onSelect} />}
      {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-24 w-full" />}
    </div>
  );
}

function Detail(props: {
  detail: NodeInstanceDetail;
  deployment: DeploymentDetail;
  onSelect: (selection: Selection) => void;
}) {
  const { detail, deployment, onSelect } = props;
  const related = [
    ...(detail.hostId && detail.hostId !== detail.id ? [{ label: 'runs on', target: detail.hostId }] : []),
    ...detail.relationships.map(({ type, target }) => ({ label: shortType(type).replaceAll('_', ' '), target })),
  ];
  function nodeOf(instanceId: string): string | null {
    return deployment.topology.nodes.find((node) => node.instances.some(({ id }) => id === instanceId))?.id ?? null;
  }
  return (
    <div className="grid gap-4 @md:grid-cols-2">
      <Section title="Runtime properties">
        <JsonView value={detail.runtimeProperties} empty="None yet. Operations write them while they run." />
      </Section>
      {related.length > 0 && (
        <Section title="Relationships">
          <ul className="flex flex-col gap-1 text-xs">
            {related.map(({ label, target }) => (
              <li key={`${label} ${target}`} className="flex items-baseline gap-2">
                <span className="shrink-0 text-ink-3">{label}</span>
                <button
                  type="button"
                  onClick={() => onSelect({ node: nodeOf(target), instance: target })}
                  className="truncate rounded-sm font-mono underline decoration-line-strong underline-offset-3 hover:text-accent"
                >
                  {target}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div className="@md:col-span-2">
        <Section title="Properties">
          <JsonView value={detail.properties} empty="None." />
        </Section>
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">{title}</h3>
      {children}
    </section>
  );
}
