'use client';

import type { NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { Layers } from 'lucide-react';
import { memo } from 'react';
import { useEmphasis, useLook } from './canvas-context.ts';
import type { TemplateNode } from './elements.ts';
import { FailureBadge, FoldButton } from './node-head.tsx';
import { StateBar } from './state-bar.tsx';
import { nodeElementId } from './template-node.tsx';

/** A scaling group around what is scaled together; closed, it says what everything in it does. */
export const GroupCard = memo(function GroupCard({ id, data }: NodeProps<TemplateNode>) {
  const look = useLook(id);
  const { cursor, matching } = useEmphasis();
  return (
    <div
      id={nodeElementId(id)}
      data-node={id}
      className={clsx(
        'size-full rounded-lg border border-line-strong border-dashed',
        data.isFolded ? 'bg-raised shadow-node' : 'bg-panel/40',
        data.isFolded && look.failed && 'border-bad',
        matching?.has(id) === false && data.isFolded && 'opacity-30',
        cursor === id && 'node-cursor',
      )}
    >
      <div className="flex h-13 items-center gap-1 pr-2 pl-3">
        <Layers aria-hidden className="mr-1.5 size-4 shrink-0 text-ink-2" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-ink text-sm leading-4.5">{data.group}</span>
          <span className="block truncate text-ink-3 text-xs leading-4">Scaling group</span>
        </span>
        {look.total > 0 && (
          <span className="tabular text-ink-3 text-xs" title={`${look.started} of ${look.total} started`}>
            {look.started}/{look.total}
          </span>
        )}
        {data.isFolded && look.failed && <FailureBadge failed={look.failed} />}
        <FoldButton id={id} name={data.group ?? id} isFolded={data.isFolded} holds={data.stands} />
      </div>
      {look.total > 0 && <StateBar counts={look.counts} />}
    </div>
  );
});
