'use client';

import { clsx } from 'clsx';
import { ChevronRight, X } from 'lucide-react';
import { Fragment } from 'react';
import type { DeploymentDetail, TopologyNode } from '../../server/api/contract.ts';
import { InstanceDetails } from '../instances/instance-details.tsx';
import { NodeInstances } from '../instances/node-instances.tsx';
import type { Selection } from '../topology/elements.ts';
import { IconButton } from '../ui/button.tsx';

interface InstanceDrawerProps {
  /** Over the drawing at its right, or a block above the log. */
  place: 'over' | 'block';
  deployment: DeploymentDetail;
  /** With the states of the moment. */
  node: TopologyNode;
  /** The moment that is replayed, ms since 1970; null: now. */
  moment: number | null;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** What is known about the chosen node: its instances, and of one of them everything, with what can be done to it. */
export function InstanceDrawer({ place, deployment, node, moment, selection, onSelect }: InstanceDrawerProps) {
  const instance = node.instances.find((each) => each.id === selection.instance) ?? only(node.instances);
  return (
    <aside
      aria-label={`Details of ${node.id}`}
      className={clsx(
        'flex flex-col border-line bg-panel',
        place === 'over' && 'absolute inset-y-0 right-0 w-96 max-w-[88%] animate-appear border-l shadow-pop',
        place === 'block' && 'max-h-[45%] shrink-0 border-b max-lg:max-h-none',
      )}
    >
      <header className="flex items-start gap-3 border-line border-b px-4 py-2">
        <div className="min-w-0 flex-1">
          <Breadcrumb {...{ deployment, node, onSelect }} instance={instance?.id ?? null} />
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
      <section tabIndex={0} aria-label="Details" className="min-h-0 flex-1 overflow-y-auto">
        {instance ? (
          <InstanceDetails key={instance.id} {...{ deployment, node, instance, moment, onSelect }} />
        ) : (
          <NodeInstances node={node} onSelect={onSelect} />
        )}
      </section>
    </aside>
  );
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

interface BreadcrumbProps {
  deployment: DeploymentDetail;
  node: TopologyNode;
  instance: string | null;
  onSelect: (selection: Selection) => void;
}

/** Deployment, node, instance: each leads to itself, the last one is where we are. */
function Breadcrumb({ deployment, node, instance, onSelect }: BreadcrumbProps) {
  const places = [
    { kind: 'deployment', name: deployment.name, go: { node: null, instance: null } },
    { kind: 'node', name: node.id, go: { node: node.id, instance: null } },
    ...(instance === null ? [] : [{ kind: 'instance', name: instance, go: { node: node.id, instance } }]),
  ];
  return (
    <nav aria-label="Where this is">
      <h2 className="flex min-w-0 items-center gap-1 text-sm">
        {places.map(({ kind, name, go }, at) => (
          <Fragment key={kind}>
            {at > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
            {at === places.length - 1 ? (
              <span aria-current="location" className="truncate font-semibold">
                {name}
              </span>
            ) : (
              <button
                type="button"
                onClick={() => onSelect(go)}
                className="min-h-6 min-w-8 shrink truncate rounded-sm text-ink-2 hover:text-ink hover:underline"
              >
                {name}
              </button>
            )}
          </Fragment>
        ))}
      </h2>
    </nav>
  );
}
