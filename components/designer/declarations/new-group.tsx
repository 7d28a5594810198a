'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Design } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { Input, NativeSelect } from '../../ui/field.tsx';
import { entrySelection } from '../document/entry-selection.ts';
import { useDesignerDocument } from '../document/use-designer.ts';

/** Makes a group of a first member; more are added to it. */
export function NewGroup({ design }: { design: Design }) {
  const document = useDesignerDocument();
  const [name, setName] = useState('');
  const [member, setMember] = useState('');
  const isComplete = name.trim() !== '' && member !== '';
  async function add(): Promise<void> {
    const wanted = name.trim();
    const outcome = await document.perform([{ kind: 'add-group', name: wanted, members: [member] }], {
      select: entrySelection('groups', wanted),
    });
    if (outcome.ok) setName('');
  }
  if (design.nodes.length === 0) return <p className="text-ink-3 text-xs">A group needs a node first.</p>;
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void add();
      }}
    >
      <Input
        aria-label="Name of a new group"
        placeholder="new group"
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="!h-7 min-w-24 flex-1 font-mono !text-xs"
      />
      <NativeSelect
        aria-label="Its first member"
        value={member}
        onChange={({ target }) => setMember(target.value)}
        className="!h-7 min-w-24 flex-1 !py-0 !text-xs"
      >
        <option value="">of…</option>
        {design.nodes.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </NativeSelect>
      <Button type="submit" size="sm" disabled={!isComplete}>
        <Plus /> Add
      </Button>
    </form>
  );
}
