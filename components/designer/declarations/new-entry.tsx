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
  intents: (name: string) => Intent[];
  /** What is looked at then. */
  select?: (name: string) => Selection;
}

/** Adds an entry under a name that is typed. */
export function NewEntry({ word, placeholder, intents, select }: NewEntryProps) {
  const document = useDesignerDocument();
  const [name, setName] = useState('');
  async function add(): Promise<void> {
    const wanted = name.trim();
    if (wanted === '') return;
    const outcome = await document.perform(intents(wanted), select === undefined ? {} : { select: select(wanted) });
    if (outcome.ok) setName('');
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
      <Button type="submit" size="sm" disabled={name.trim() === ''}>
        <Plus /> Add
      </Button>
    </form>
  );
}
