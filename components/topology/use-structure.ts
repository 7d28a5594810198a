'use client';

import { useState } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';

/** The topology as it was when it last changed in anything but states: only then is there anything to lay out. */
export function useStructure(topology: TopologyView): TopologyView {
  const [kept, keep] = useState(topology);
  if (kept === topology || isSameStructure(kept, topology)) return kept;
  keep(topology);
  return topology;
}

/** Whether two topologies differ in states at most. */
export function isSameStructure(a: TopologyView, b: TopologyView): boolean {
  if (a.nodes.length !== b.nodes.length || a.edges.length !== b.edges.length || !areGroupsSame(a, b)) return false;
  const areNodesSame = a.nodes.every((node, at) => {
    const other = b.nodes[at];
    if (node === other) return true;
    return node.id === other?.id && node.parent === other.parent && node.instances.length === other.instances.length;
  });
  return areNodesSame && (a.edges === b.edges || a.edges.every((edge, at) => edge.id === b.edges[at]?.id));
}

function areGroupsSame({ groups: a = [] }: TopologyView, { groups: b = [] }: TopologyView): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
