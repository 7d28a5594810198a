'use client';

import { Trash2 } from 'lucide-react';
import type { DesignNode, DesignRelationship } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { RelationshipForm } from './relationship-form.tsx';

interface EdgeInspectorProps {
  node: DesignNode;
  relationship: DesignRelationship;
}

/** Everything about the relationship that is selected. */
export function EdgeInspector({ node, relationship }: EdgeInspectorProps) {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit) && node.file !== null;
  const { target, index } = relationship;
  const link = (id: string) => (
    <button
      type="button"
      className="min-h-6 rounded font-mono underline decoration-line-strong underline-offset-3 hover:text-accent"
      onClick={() => document.select({ nodes: [id] })}
    >
      {id}
    </button>
  );
  return (
    <div className="flex flex-col gap-4 p-3">
      <header>
        <h2 className="font-semibold">Relationship</h2>
        <p className="text-sm">
          {link(node.id)} to {link(target)}
        </p>
      </header>
      <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-4">
        <RelationshipForm node={node.id} relationship={relationship} />
        <Button
          size="sm"
          className="self-start"
          onClick={() =>
            void document.perform([{ kind: 'remove-relationship', node: node.id, index }], {
              select: { nodes: [node.id], relationship: null },
            })
          }
        >
          <Trash2 /> Remove the relationship
        </Button>
      </fieldset>
    </div>
  );
}
