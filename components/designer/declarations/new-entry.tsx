'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Intent } from '../../../core/dsl/edit/intent.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import type { Selection } from '../document/history.ts';
import { useDesignerDocument } from '../document/use-designer.ts';

interface NewEntryProps {
  /** Such as "input". */
  word: string;
  placeholder?: string;
  /** What else is asked for, such as "first value". */
  value?: string;
  intents: (name: string, value: string) => Intent[];
  /** What is looked at then. */
  select?: (name: string) => Selection;
}

/** Adds an entry under a name that is typed. */
export function NewEntry({ word, placeholder, value: asked, intents, select }: NewEntryProps) {
  const document = useDesignerDocument();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const isComplete = name.trim() !== '' && (asked === undefined || value !== '');
  async function add(): Promise<void> {
    const wanted = name.trim();
    if (!isComplete) return;
    const intended = intents(wanted, value);
    const outcome = await document.perform(intended, select === undefined ? {} : { select: select(wanted) });
    if (!outcome.ok) return;
    setName('');
    setValue('');
  }
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Input
        aria-label={`Name of a new ${word}`}
        placeholder={placeholder ?? `new ${word}`}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      {asked !== undefined && (
        <Input
          aria-label={`Its ${asked}`}
          placeholder={asked}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={({ target }) => setValue(target.value)}
          className="!h-7 min-w-0 flex-1 font-mono !text-xs"
        />
      )}
      <Button type="submit" size="sm" disabled={!isComplete}>
        <Plus /> Add
      </Button>
    </form>
  );
}
