'use client';

import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/field.tsx';
import { validityOf } from '../canvas/looked-up.ts';
import { useDesign } from '../document/use-designer.ts';
import { usePerform } from './values/use-commit.ts';

/** Adds a relationship to another node. */
export function AddRelationship({ node }: { node: DesignNode }) {
  const design = useDesign();
  const perform = usePerform();
  const id = useId();
  const [target, setTarget] = useState('');
  const [chosen, setType] = useState<string | null>(null);
  if (design === null) return null;
  const others = design.nodes.filter((other) => other.id !== node.id);
  const choices = target === '' ? [] : validityOf(design).connections(node.id, target);
  const fitting = choices.filter(({ refusal }) => refusal === null);
  const type = fitting.find((choice) => choice.type === chosen)?.type ?? fitting[0]?.type ?? '';
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
      {fitting.length > 0 && (
        <NativeSelect
          aria-label="Type of the new relationship"
          value={type}
          onChange={(event) => setType(event.target.value)}
        >
          {fitting.map((choice) => (
            <option key={choice.type}>{choice.type}</option>
          ))}
        </NativeSelect>
      )}
      {target !== '' && fitting.length === 0 && (
        <p className="text-bad text-xs">{choices[0]?.refusal ?? 'No relationship type fits.'}</p>
      )}
      <Button type="submit" size="sm" className="self-start" disabled={type === ''}>
        <Plus /> Add the relationship
      </Button>
    </form>
  );
}
