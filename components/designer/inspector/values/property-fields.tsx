'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Input } from '../../../ui/field.tsx';
import { FieldList, type FieldListProps } from './field-list.tsx';
import { useCommit } from './use-value-commit.ts';
import type { ValuePath } from './value-changes.ts';
import { ValueField } from './value-field.tsx';

interface PropertyFieldsProps extends Omit<FieldListProps, 'Field'> {
  /** More than what is declared can be added. */
  canAdd?: boolean;
}

/** A field for each declared property; what is written beyond them is kept and listed apart. */
export function PropertyFields({ canAdd, ...list }: PropertyFieldsProps) {
  const taken = [...Object.keys(list.properties), ...Object.keys(list.written)];
  return (
    <>
      <FieldList {...list} Field={ValueField} />
      {canAdd && <NewProperty path={list.path} taken={taken} />}
    </>
  );
}

/** A name for a value that no type declares. */
function NewProperty({ path, taken }: { path: ValuePath; taken: readonly string[] }) {
  const [name, setName] = useState('');
  const commit = useCommit([...path, name.trim()], undefined);
  const isTaken = taken.includes(name.trim());
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '' || isTaken) return;
        void commit('').then((problem) => problem === null && setName(''));
      }}
    >
      <Input
        aria-label="Name of a further one"
        placeholder="Name of a further one"
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      <Button type="submit" size="sm" disabled={name.trim() === '' || isTaken}>
        <Plus /> Add
      </Button>
      {isTaken && <p className="w-full text-bad text-xs">There is one of that name.</p>}
    </form>
  );
}
