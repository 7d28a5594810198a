'use client';

import { useId } from 'react';
import type { WorkflowView } from '../../server/api/contract.ts';
import { Field, NativeSelect } from '../ui/field.tsx';

interface WorkflowChoiceProps {
  workflows: readonly WorkflowView[];
  chosen: string;
  onChoose: (workflow: string) => void;
}

/** One of a deployment's workflows, for a form that is not about one alone. */
export function WorkflowChoice({ workflows, chosen, onChoose }: WorkflowChoiceProps) {
  const id = useId();
  const workflow = workflows.find(({ name }) => name === chosen);
  return (
    <Field id={id} label="Workflow" help={workflow?.description}>
      <NativeSelect
        id={id}
        value={chosen}
        aria-describedby={workflow?.description ? `${id}-help` : undefined}
        onChange={({ target }) => onChoose(target.value)}
      >
        {workflows.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </NativeSelect>
    </Field>
  );
}
