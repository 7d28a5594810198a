'use client';

import { memo } from 'react';
import { later } from '../../ui/later.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { BlueprintInspector } from '../declarations/blueprint-inspector.tsx';
import { useDesign, useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { UnreadText } from '../source/unread-text.tsx';
import { FormPlace } from './values/form-place.tsx';

/** Drawn again when the node is another, not with every reading of the text. */
const NodeInspector = memo(later(async () => (await import('./node-inspector.tsx')).NodeInspector));
const ManyNodes = later(async () => (await import('./many-nodes.tsx')).ManyNodes);
const EdgeInspector = later(async () => (await import('./edge-inspector.tsx')).EdgeInspector);

/** Everything about what is selected, as forms; about the blueprint when nothing is. */
export function Inspector() {
  const document = useDesignerDocument();
  const design = useDesign();
  const isStale = useDesigner((state) => state.analysis.isStale);
  const { nodes, relationship } = useDesigner((state) => state.selection);
  const placeOf = (id: string) => String(document.identityOf('node_templates', id));
  if (design === null) return isStale ? <UnreadText what="The inspector" /> : <SkeletonRows />;
  if (relationship !== null) {
    const source = design.nodes.find(({ id }) => id === relationship.node);
    const edge = source?.relationships.find(({ index }) => index === relationship.index);
    if (source && edge) {
      return (
        <FormPlace name={placeOf(source.id)}>
          <EdgeInspector key={`${placeOf(source.id)} ${edge.index}`} node={source} relationship={edge} />
        </FormPlace>
      );
    }
  }
  const chosen = design.nodes.filter(({ id }) => nodes.includes(id));
  const [first] = chosen;
  if (first === undefined) return <BlueprintInspector design={design} />;
  const all = chosen.map(({ id }) => placeOf(id)).join(' ');
  return (
    <FormPlace name={all}>
      {chosen.length > 1 ? <ManyNodes key={all} nodes={chosen} /> : <NodeInspector key={all} node={first} />}
    </FormPlace>
  );
}
