'use client';

import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { OperationPlace } from '../../../core/dsl/edit/intent.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { usePerform } from './values/use-commit.ts';

interface NewOperationProps {
  place: Omit<OperationPlace, 'interface' | 'operation'>;
  interfaces: readonly string[];
}

/** Adds an operation that no type has, of an interface that is there or of a new one. */
export function NewOperation({ place, interfaces }: NewOperationProps) {
  const [name, setName] = useState('');
  const [operation, setOperation] = useState('');
  const perform = usePerform();
  const id = useId();
  const isComplete = name.trim() !== '' && operation.trim() !== '';
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isComplete) return;
        const where = { ...place, interface: name.trim(), operation: operation.trim() };
        void perform([{ kind: 'set-operation', ...where, definition: '' }]).then((problem) => {
          if (problem === null) setOperation('');
        });
      }}
    >
      <Input
        aria-label="Interface of a new operation"
        placeholder="interface"
        list={id}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      <datalist id={id}>
        {interfaces.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Input
        aria-label="Name of a new operation"
        placeholder="operation"
        value={operation}
        onChange={({ target }) => setOperation(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      <Button type="submit" size="sm" disabled={!isComplete}>
        <Plus /> Add
      </Button>
    </form>
  );
}
