'use client';

import { clsx } from 'clsx';
import { useMemo } from 'react';
import type { TopologyNode, TopologyView } from '../../server/api/contract.ts';
import { EffectCounts } from './effect-mark.tsx';
import { useNodeEffects } from './effects.ts';
import type { Selection } from './elements.ts';
import { markOf, stateLook } from './instance-look.ts';
import { RolloutCount } from './node-head.tsx';
import { StateMark } from './state-mark.tsx';
import { iconOf, shortType } from './type-icon.tsx';

interface TopologyListProps {
  topology: TopologyView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** The same as the drawing, as nested lists: for keyboards, screen readers, narrow screens and long names. */
export function TopologyList({ topology, selection, onSelect }: TopologyListProps) {
  const { nodes } = topology;
  const held = useMemo(() => {
    const known = new Set(nodes.map((node) => node.id));
    return Map.groupBy(nodes, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  }, [nodes]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3">
      <Branch under={null} {...{ held, selection, onSelect }} />
    </div>
  );
}

interface BranchProps extends Omit<TopologyListProps, 'topology'> {
  under: string | null;
  held: ReadonlyMap<string | null, readonly TopologyNode[]>;
}

function Branch({ under, ...props }: BranchProps) {
  return (
    <ul className="flex flex-col gap-0.5">
      {props.held.get(under)?.map((node) => (
        // Rows out of view cost nothing but their place.
        <li key={node.id} className="[contain-intrinsic-size:auto_60px] [content-visibility:auto]">
          <NodeRow node={node} selection={props.selection} onSelect={props.onSelect} />
          {props.held.has(node.id) && (
            <div className="ml-4.5 border-line border-l pl-3">
              <Branch under={node.id} {...props} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function NodeRow({ node, selection, onSelect }: Omit<TopologyListProps, 'topology'> & { node: TopologyNode }) {
  const Icon = iconOf(node.typeHierarchy);
  const effects = useNodeEffects(node.id);
  const row = 'flex w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover';
  return (
    <>
      <button
        type="button"
        onClick={() => onSelect({ node: node.id, instance: null })}
        aria-current={selection.node === node.id ? 'true' : undefined}
        className={clsx(row, 'h-8 text-sm', selection.node === node.id && 'bg-accent-soft')}
      >
        <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
        <span className="truncate font-medium">{node.id}</span>
        <span className="min-w-0 flex-1 truncate text-ink-3 text-xs">{shortType(node.type)}</span>
        <span className="text-xs">
          <RolloutCount node={node.id} />
        </span>
        {effects && <EffectCounts effects={effects} />}
      </button>
      {node.instances.map((instance) => (
        <button
          key={instance.id}
          type="button"
          onClick={() => onSelect({ node: node.id, instance: instance.id })}
          aria-current={selection.instance === instance.id ? 'true' : undefined}
          className={clsx(
            row,
            'ml-6 h-7 max-w-[calc(100%-1.5rem)] text-xs',
            selection.instance === instance.id && 'bg-accent-soft',
          )}
        >
          <StateMark kind={markOf(instance)} />
          <span className="truncate font-mono">{instance.id}</span>
          <span className={clsx('ml-auto shrink-0', instance.failed ? 'text-bad' : 'text-ink-2')}>
            {instance.failed ? 'Failed' : stateLook[instance.state].label}
          </span>
        </button>
      ))}
    </>
  );
}
