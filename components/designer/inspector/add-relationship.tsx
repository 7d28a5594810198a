'use client';

import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/field.tsx';
import { useDesign } from '../document/use-designer.ts';
import { usePerform } from './values/use-commit.ts';

/** Adds a relationship to another node. */
export function AddRelationship({ node }: { node: DesignNode }) {
  const design = useDesign();
  const perform = usePerform();
  const id = useId();
  const [target, setTarget] = useState('');
  const [type, setType] = useState('cloudify.relationships.connected_to');
  if (design === null) return null;
  const others = design.nodes.filter((other) => other.id !== node.id);
  if (others.length === 0) return <p className="text-ink-3 text-xs">There is no other node to relate it to.</p>;
  return (
    <form
      aria-label="Add a relationship"
      className="flex flex-col gap-2 rounded-md border border-line border-dashed p-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void perform([{ kind: 'add-relationship', node: node.id, type, target }]).then((problem) => {
          if (problem === null) setTarget('');
        });
      }}
    >
      <label htmlFor={`${id}-target`} className="font-medium text-sm">
        Relate it to
      </label>
      <NativeSelect id={`${id}-target`} value={target} onChange={(event) => setTarget(event.target.value)}>
        <option value="">Choose a node…</option>
        {others.map((other) => (
          <option key={other.id}>{other.id}</option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="Type of the new relationship"
        value={type}
        onChange={(event) => setType(event.target.value)}
      >
        {Object.keys(design.types.relationships)
          .sort()
          .map((each) => (
            <option key={each}>{each}</option>
          ))}
      </NativeSelect>
      <Button type="submit" size="sm" className="self-start" disabled={target === ''}>
        <Plus /> Add the relationship
      </Button>
    </form>
  );
}
