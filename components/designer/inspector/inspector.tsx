'use client';

import { memo } from 'react';
import { later } from '../../ui/later.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { BlueprintInspector } from '../declarations/blueprint-inspector.tsx';
import { useDesign, useDesigner } from '../document/use-designer.ts';
import { UnreadText } from '../source/unread-text.tsx';
import { FormPlace } from './values/form-place.tsx';

/** Drawn again when the node is another, not with every reading of the text. */
const NodeInspector = memo(later(async () => (await import('./node-inspector.tsx')).NodeInspector));
const ManyNodes = later(async () => (await import('./many-nodes.tsx')).ManyNodes);
const EdgeInspector = later(async () => (await import('./edge-inspector.tsx')).EdgeInspector);

/** Everything about what is selected, as forms; about the blueprint when nothing is. */
export function Inspector() {
  const design = useDesign();
  const isStale = useDesigner((state) => state.analysis.isStale);
  const { nodes, relationship } = useDesigner((state) => state.selection);
  if (design === null) return isStale ? <UnreadText what="The inspector" /> : <SkeletonRows />;
  if (relationship !== null) {
    const source = design.nodes.find(({ id }) => id === relationship.node);
    const edge = source?.relationships.find(({ index }) => index === relationship.index);
    if (source && edge) {
      return (
        <FormPlace name={source.id}>
          <EdgeInspector key={`${source.id} ${edge.index}`} node={source} relationship={edge} />
        </FormPlace>
      );
    }
  }
  const chosen = design.nodes.filter(({ id }) => nodes.includes(id));
  const [first] = chosen;
  if (first === undefined) return <BlueprintInspector design={design} />;
  const all = chosen.map(({ id }) => id).join(' ');
  return (
    <FormPlace name={all}>
      {chosen.length > 1 ? <ManyNodes key={all} nodes={chosen} /> : <NodeInspector key={first.id} node={first} />}
    </FormPlace>
  );
}
