'use client';

import { useContext } from 'react';
import { LiveContext, type NodeProgress, useNodeRollout } from './canvas-context.ts';
import type { DrawnNode, FoldedTopology } from './fold-topology.ts';
import { describeCounts } from './state-bar.tsx';
import { shortType } from './type-icon.tsx';

/** Says to screen readers where on the canvas the keyboard is. */
export function Spoken({ folded, cursor }: { folded: FoldedTopology; cursor: string | null }) {
  const live = useContext(LiveContext);
  const drawn = cursor === null ? undefined : folded.nodes.find((each) => each.id === cursor);
  const rollout = useNodeRollout(drawn?.node?.id ?? '');
  return (
    <div role="status" className="sr-only">
      {drawn && `${speakOf(drawn, folded, describeCounts(live.look(drawn.id).counts))}${podsText(rollout)}`}
    </div>
  );
}

function podsText(rollout: NodeProgress | undefined): string {
  return rollout === undefined ? '' : `, ${rollout.done} of ${rollout.total} pods`;
}

function speakOf(
  { id, node, group, parent, holds, isFolded, stands }: DrawnNode,
  folded: FoldedTopology,
  states: string,
): string {
  if (node === null && group === null) return `${stands.length} more nodes are hidden. ${states}`;
  const links = folded.edges.filter((edge) => edge.source === id || edge.target === id).length;
  const parts = [node ? `${node.id}, ${shortType(node.type)}` : `${group?.name}, scaling group`];
  const holder = folded.nodes.find((each) => each.id === parent);
  if (holder) parts.push(holder.group ? `in the scaling group ${holder.group.name}` : `contained in ${holder.id}`);
  if (holds > 0) parts.push(`holds ${holds}${isFolded ? ', closed' : ''}`);
  if (links > 0) parts.push(links === 1 ? '1 connection' : `${links} connections`);
  if (states !== '') parts.push(states);
  return parts.join(', ');
}
