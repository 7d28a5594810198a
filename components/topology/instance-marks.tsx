'use client';

import { useContext } from 'react';
import { LiveContext, useActions } from './canvas-context.ts';
import { describeInstance } from './instance-look.ts';
import type { NodeLook } from './live-nodes.ts';
import { StateMark } from './state-mark.tsx';

/** A mark for each instance of a node; a click chooses it. */
export function InstanceMarks({ look, node, chosen }: { look: NodeLook; node: string; chosen: string | null }) {
  const { select } = useActions();
  const live = useContext(LiveContext);
  return (
    <div className="flex flex-wrap px-2.5">
      {look.instances.map((instance) => (
        <button
          key={instance.id}
          type="button"
          tabIndex={-1}
          aria-label={describeInstance(instance)}
          aria-pressed={chosen === instance.id}
          title={describeInstance(instance)}
          data-instance={instance.id}
          data-state={instance.failed ? 'failed' : instance.state}
          onClick={() => select({ node, instance: instance.id })}
          className="flex size-6 items-center justify-center rounded-md hover:bg-hover aria-pressed:bg-accent-soft"
        >
          <StateMark kind={live.markOf(instance)} className="size-4" />
        </button>
      ))}
    </div>
  );
}
