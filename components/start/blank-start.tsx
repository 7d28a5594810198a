'use client';

import { PencilRuler } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/table.tsx';
import { NameField, nameFieldId } from './name-field.tsx';
import { useCreateDraft } from './use-create-draft.ts';

const blank = `tosca_definitions_version: cloudify_dsl_1_3

imports:
  - cloudify/types/types.yaml
`;

export function BlankStart() {
  const { create, isBusy, problem } = useCreateDraft();
  const [name, setName] = useState('');
  useEffect(() => document.getElementById(nameFieldId)?.focus(), []);
  const [isAsked, setAsked] = useState(false);
  const missing = isAsked && name.trim() === '' ? 'The blueprint needs a name.' : undefined;
  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (name.trim() === '') return;
    const mainFile = 'blueprint.yaml';
    create({ name: name.trim(), mainFile, files: [{ path: mainFile, mode: 0o644, text: blank }] });
  }
  return (
    <Panel aria-label="Blank blueprint" className="max-w-2xl">
      <form noValidate onSubmit={submit} className="flex flex-col items-start gap-4 p-4">
        <div className="w-full">
          <NameField value={name} problem={missing ?? problem} onChange={setName} />
        </div>
        <Button type="submit" variant="primary" disabled={isBusy}>
          <PencilRuler aria-hidden /> Open the designer
        </Button>
      </form>
    </Panel>
  );
}
