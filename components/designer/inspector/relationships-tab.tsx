'use client';

import type { DesignNode } from '../../../core/design/design.ts';
import { AddRelationship } from './add-relationship.tsx';
import { RelationshipForm } from './relationship-form.tsx';
import { RelationshipRow } from './relationship-row.tsx';

/** The relationships of a node template in the order of the text, which is that in which they are established. */
export function RelationshipsTab({ node }: { node: DesignNode }) {
  const { relationships } = node;
  return (
    <>
      {relationships.length === 0 && <p className="text-ink-3 text-sm">It has no relationships.</p>}
      <ol className="flex flex-col gap-1.5">
        {relationships.map((relationship) => (
          <RelationshipRow
            key={`${relationship.index} ${relationship.target}`}
            node={node.id}
            relationship={relationship}
            count={relationships.length}
          >
            <RelationshipForm node={node.id} relationship={relationship} />
          </RelationshipRow>
        ))}
      </ol>
      <AddRelationship node={node} />
    </>
  );
}
