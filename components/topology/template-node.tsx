'use client';

import type { NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo } from 'react';
import { type CanvasActions, useActions, useEmphasis, useLook } from './canvas-context.ts';
import { EffectCounts, effectLook } from './effect-mark.tsx';
import { mainEffect, type NodeEffects, useNodeEffects } from './effects.ts';
import type { TemplateNode } from './elements.ts';
import { InstanceMarks } from './instance-marks.tsx';
import type { NodeLook } from './live-nodes.ts';
import { FailureBadge, FoldButton, NodeCount, ProgressArc, RolloutCount } from './node-head.tsx';
import { maxMarks } from './node-size.ts';
import { StateBar } from './state-bar.tsx';
import { iconOf, shortType } from './type-icon.tsx';

/** The element of a node, for what names it: the keyboard's place on the canvas. */
export function nodeElementId(id: string): string {
  return `node-${id}`;
}

/** A node template: its name and type, and a mark for what each of its instances does. */
export const TemplateCard = memo(function TemplateCard({ id, data }: NodeProps<TemplateNode>) {
  const look = useLook(id);
  const actions = useActions();
  const effects = useNodeEffects(id);
  const emphasis = useEmphasis();
  const { node, isContainer, selected } = data;
  if (node === null) return null;
  const isBar = data.isFolded || look.instances.length > maxMarks;
  return (
    <div
      id={nodeElementId(id)}
      data-node={id}
      className={clsx(
        'size-full rounded-lg border transition-[border-color,box-shadow,opacity] duration-150',
        isContainer ? 'bg-hold' : 'bg-raised shadow-node',
        borderOf(look, selected, effects),
        selected && 'ring-2 ring-accent/30',
        emphasis.matching?.has(id) === false && 'opacity-30',
        emphasis.cursor === id && 'node-cursor',
      )}
    >
      <Head data={{ ...data, node }} look={look} effects={effects} actions={actions} />
      {look.total > 0 &&
        (isBar ? <StateBar counts={look.counts} /> : <InstanceMarks look={look} node={id} chosen={data.instance} />)}
    </div>
  );
});

interface HeadProps {
  data: TemplateNode['data'] & { node: NonNullable<TemplateNode['data']['node']> };
  look: NodeLook;
  effects: NodeEffects | null;
  actions: CanvasActions;
}

function Head({ data, look, effects, actions }: HeadProps) {
  const { node, isContainer, isFolded } = data;
  const Icon = iconOf(node.typeHierarchy);
  return (
    <div className="flex h-13 items-center gap-1 pr-2">
      <button
        type="button"
        tabIndex={-1}
        onClick={() => actions.select({ node: node.id, instance: null })}
        className="flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-lg pl-3 text-left"
      >
        <span
          aria-hidden
          className={clsx(
            'flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2',
            isContainer ? 'bg-panel' : 'bg-sunken',
          )}
        >
          <Icon className="size-4" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-ink text-sm leading-4.5">{node.id}</span>
          <span className="flex gap-1.5 text-ink-3 text-xs leading-4">
            <span className="min-w-0 truncate">{shortType(node.type)}</span>
            <RolloutCount node={node.id} />
          </span>
        </span>
      </button>
      {!effects && <ProgressArc node={node.id} />}
      {effects ? <EffectCounts effects={effects} /> : <NodeCount node={node} look={look} />}
      {look.failed && (isFolded || look.instances.length > maxMarks) && <FailureBadge failed={look.failed} />}
      {data.holds > 0 && <FoldButton id={node.id} name={node.id} isFolded={isFolded} holds={data.stands - 1} />}
    </div>
  );
}

/** A previewed run colours what it would do; nodes that it leaves alone have a dotted border. */
function borderOf(look: NodeLook, selected: boolean, effects: NodeEffects | null): string {
  if (effects) {
    const effect = mainEffect(effects);
    if (effect) return clsx('border-2', effectLook[effect].border);
    return 'border-line border-dotted';
  }
  if (look.failed) return 'border-bad';
  return selected ? 'border-accent' : 'border-line hover:border-line-strong';
}
