'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { TopologyNode } from '../../server/api/contract.ts';
import { useActions, useNodeProgress, useNodeRollout } from './canvas-context.ts';
import type { NodeLook } from './live-nodes.ts';
import { StateMark } from './state-mark.tsx';

/** How many instances are started, of how many; for a blueprint, how many there would be. */
export function NodeCount({ node, look }: { node: TopologyNode; look: NodeLook }) {
  if (look.total === 0) {
    return node.defaultInstances > 1 ? (
      <span className="tabular text-ink-2 text-xs">×{node.defaultInstances}</span>
    ) : null;
  }
  return (
    <span className="tabular text-ink-3 text-xs" title={`${look.started} of ${look.total} started`}>
      {look.started}/{look.total}
    </span>
  );
}

/** How far the running workflow is with this node, as an arc and in words. */
export function ProgressArc({ node }: { node: string }) {
  const progress = useNodeProgress(node);
  if (!progress || progress.done >= progress.total) return null;
  const text = `${progress.done} of ${progress.total} operations done`;
  return (
    <svg viewBox="0 0 16 16" fill="none" role="img" aria-label={text} className="size-4 shrink-0 text-accent">
      <title>{text}</title>
      <circle cx={8} cy={8} r={6} stroke="currentColor" strokeWidth={2} opacity={0.25} />
      <circle
        cx={8}
        cy={8}
        r={6}
        stroke="currentColor"
        strokeWidth={2}
        pathLength={1}
        strokeDasharray={`${progress.done / progress.total} 1`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}

/** How many pods of the node's objects are of the newest form and serve, of how many. */
export function RolloutCount({ node }: { node: string }) {
  const rollout = useNodeRollout(node);
  if (!rollout) return null;
  const { done, total } = rollout;
  return (
    <span
      data-rollout={done === total ? 'done' : 'under way'}
      title={`${done} of ${total} pods are of the newest form and serve`}
      className={clsx('tabular shrink-0', done === total ? 'text-ink-3' : 'font-medium text-accent')}
    >
      {done}/{total} pods
    </span>
  );
}

/** Something in here failed; leads to it, and so the log to its lines. */
export function FailureBadge({ failed }: { failed: NonNullable<NodeLook['failed']> }) {
  const { select } = useActions();
  const label = failed.count === 1 ? `${failed.instance} failed` : `${failed.count} instances failed`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`${label}; show the first`}
      title={`${label}; show the first`}
      onClick={() => select({ node: failed.node, instance: failed.instance })}
      className="tabular flex h-6 shrink-0 items-center gap-1 rounded-md bg-bad-soft px-1.5 font-medium text-bad text-xs"
    >
      <StateMark kind="failed" className="size-3" />
      {failed.count}
    </button>
  );
}

interface FoldButtonProps {
  id: string;
  name: string;
  isFolded: boolean;
  /** How many nodes are in it. */
  holds: number;
}

/** Opens a closed container, closes an open one. */
export function FoldButton({ id, name, isFolded, holds }: FoldButtonProps) {
  const { toggle } = useActions();
  const label = isFolded ? `Open ${name}: ${holds} inside` : `Close ${name}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-expanded={!isFolded}
      title={label}
      onClick={() => toggle(id, isFolded)}
      className="tabular flex h-6 min-w-6 shrink-0 items-center justify-center gap-0.5 rounded-md text-ink-3 text-xs hover:bg-hover hover:text-ink [&_svg]:size-3.5"
    >
      {isFolded && holds}
      {isFolded ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
    </button>
  );
}
