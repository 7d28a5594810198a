'use client';

import { Handle, type NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo } from 'react';
import type { TopologyInstance } from '../../server/api/contract.ts';
import { EffectCounts, effectLook } from './effect-mark.tsx';
import { mainEffect, type NodeEffects, useNodeEffects } from './effects.ts';
import { handleSides, type TemplateNode } from './elements.ts';
import { describeInstance, markOf } from './instance-look.ts';
import { maxMarks } from './layout.ts';
import { useSelect } from './select-context.tsx';
import { StateBar } from './state-bar.tsx';
import { StateMark } from './state-mark.tsx';
import { iconOf, shortType } from './type-icon.tsx';

/** Where the measured handles lie; the same places as in `elements.ts`. */
const handlePlace = { right: undefined, down: { left: 'calc(100% - 60px)' } };

/** A node template: its name and type, and a mark for what each of its instances does. */
export const TemplateCard = memo(function TemplateCard({ data }: NodeProps<TemplateNode>) {
  const { node, isContainer, selected } = data;
  const select = useSelect();
  const effects = useNodeEffects(node.id);
  const Icon = iconOf(node.typeHierarchy);
  const [leaves, arrives] = handleSides[data.direction];
  return (
    <div
      data-node={node.id}
      className={clsx(
        'size-full rounded-lg border transition-[border-color,box-shadow] duration-150',
        isContainer ? 'bg-sunken/55' : 'bg-raised shadow-node',
        borderOf(data, effects),
        selected && 'ring-2 ring-accent/30',
      )}
    >
      <Handle
        type="target"
        position={arrives}
        isConnectable={false}
        className="invisible"
        style={handlePlace[data.direction]}
      />
      <Handle
        type="source"
        position={leaves}
        isConnectable={false}
        className="invisible"
        style={handlePlace[data.direction]}
      />
      <button
        type="button"
        onClick={() => select({ node: node.id, instance: null })}
        className="flex h-13 w-full items-center gap-2.5 rounded-lg px-3 text-left"
      >
        <span
          aria-hidden
          className={clsx(
            'flex size-7 shrink-0 items-center justify-center rounded-md',
            isContainer ? 'bg-panel text-ink-2' : 'bg-sunken text-ink-2',
          )}
        >
          <Icon className="size-4" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-ink text-sm leading-4.5">{node.id}</span>
          <span className="block truncate text-ink-3 text-xs leading-4">{shortType(node.type)}</span>
        </span>
        {effects ? <EffectCounts effects={effects} /> : <NodeCount data={data} />}
      </button>
      <Instances instances={node.instances} node={node.id} chosen={data.instance} />
    </div>
  );
});

/** A previewed run colours what it would do; nodes that it leaves alone have a dotted border. */
function borderOf({ node, selected }: TemplateNode['data'], effects: NodeEffects | null): string {
  if (effects) {
    const effect = mainEffect(effects);
    if (effect) return clsx('border-2', effectLook[effect].border);
    return 'border-line border-dotted';
  }
  if (node.instances.some((instance) => instance.failed)) return 'border-bad';
  return selected ? 'border-accent' : 'border-line hover:border-line-strong';
}

function NodeCount({ data: { node } }: { data: TemplateNode['data'] }) {
  if (node.instances.length === 0) {
    return node.defaultInstances > 1 ? (
      <span className="tabular text-ink-2 text-xs">×{node.defaultInstances}</span>
    ) : null;
  }
  const started = node.instances.filter((instance) => instance.state === 'started').length;
  return (
    <span
      className="tabular self-start pt-2.5 text-ink-3 text-xs"
      title={`${started} of ${node.instances.length} started`}
    >
      {started}/{node.instances.length}
    </span>
  );
}

function Instances(props: { instances: readonly TopologyInstance[]; node: string; chosen: string | null }) {
  const select = useSelect();
  if (props.instances.length === 0) return null;
  if (props.instances.length > maxMarks) return <StateBar instances={props.instances} />;
  return (
    <div className="flex flex-wrap px-2.5">
      {props.instances.map((instance) => (
        <button
          key={instance.id}
          type="button"
          aria-label={describeInstance(instance)}
          aria-pressed={props.chosen === instance.id}
          title={describeInstance(instance)}
          data-instance={instance.id}
          data-state={instance.failed ? 'failed' : instance.state}
          onClick={() => select({ node: props.node, instance: instance.id })}
          className="flex size-6 items-center justify-center rounded-md hover:bg-hover aria-pressed:bg-accent-soft"
        >
          <StateMark kind={markOf(instance)} className="size-4" />
        </button>
      ))}
    </div>
  );
}
