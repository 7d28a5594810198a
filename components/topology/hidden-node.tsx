'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useActions, useEmphasis, useLook } from './canvas-context.ts';
import type { TemplateNode } from './elements.ts';
import { FailureBadge } from './node-head.tsx';
import { StateBar } from './state-bar.tsx';

/** In place of nodes that a large drawing leaves out: how many they are and what their instances do. */
export const HiddenCard = memo(function HiddenCard({ id, data }: NodeProps<TemplateNode>) {
  const look = useLook(id);
  const { showAll } = useActions();
  const { matching } = useEmphasis();
  return (
    <div
      data-node={id}
      className={`size-full rounded-lg border border-line-strong border-dashed bg-panel ${matching?.has(id) === false ? 'opacity-30' : ''}`}
    >
      <div className="flex h-13 items-center gap-2 pr-2 pl-3 text-sm">
        <span className="tabular min-w-0 flex-1 truncate text-ink-2">
          {data.stands.toLocaleString('en')} more are hidden
        </span>
        {look.failed && <FailureBadge failed={look.failed} />}
        <button
          type="button"
          tabIndex={-1}
          onClick={showAll}
          className="h-6 shrink-0 rounded-md px-1.5 font-medium text-accent text-xs hover:bg-hover"
        >
          Show all
        </button>
      </div>
      {look.total > 0 && <StateBar counts={look.counts} />}
    </div>
  );
});
