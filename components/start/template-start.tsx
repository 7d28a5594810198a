'use client';

import { useQuery } from '@tanstack/react-query';
import { PencilRuler } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import type { DraftFile, WrittenFile } from '../../server/api/draft-contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { freeName } from '../deployments/free-name.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { NameField } from './name-field.tsx';
import { useCreateDraft } from './use-create-draft.ts';

/** A copy of a blueprint under another name; the examples come first. */
export function TemplateStart() {
  const api = useApi();
  const query = useQuery(api.blueprints.list.queryOptions());
  return (
    <Loaded query={query} rows={4}>
      {(blueprints) => <Choice blueprints={blueprints.toSorted((a, b) => Number(b.example) - Number(a.example))} />}
    </Loaded>
  );
}

function Choice({ blueprints }: { blueprints: readonly BlueprintSummary[] }) {
  const client = useApiClient();
  const { create, isBusy, problem } = useCreateDraft();
  const [chosen, setChosen] = useState<BlueprintSummary | null>(null);
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const taken = blueprints.map((each) => each.name);
  const clash = taken.includes(name.trim()) ? 'There is a blueprint of this name already.' : undefined;
  function choose(blueprint: BlueprintSummary): void {
    setChosen(blueprint);
    setName(freeName(blueprint.name, taken));
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (chosen === null || name.trim() === '' || clash !== undefined) return;
    try {
      const { mainFile, files } = await client.drafts.version.query({ id: chosen.id, number: chosen.version });
      create({ name: name.trim(), mainFile, files: files.map(toWritten), from: chosen.id });
    } catch (reason) {
      setFault(faultText(reason));
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-2xl flex-col gap-4">
      <fieldset>
        <legend className="sr-only">Template</legend>
        <ul className="flex flex-col gap-2">
          {blueprints.map((blueprint) => (
            <li key={blueprint.id}>
              <label className="flex cursor-pointer gap-3 rounded-lg border border-line bg-panel p-4 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft">
                <input
                  type="radio"
                  name="template"
                  checked={blueprint === chosen}
                  onChange={() => choose(blueprint)}
                  className="mt-1 size-4 shrink-0 accent-accent-fill"
                />
                <span className="min-w-0">
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    {blueprint.name}
                    {blueprint.example && <Chip tone="accent">Example</Chip>}
                    <span className="font-normal text-ink-3 text-xs">{blueprint.nodeCount} nodes</span>
                  </span>
                  {blueprint.description && (
                    <span className="line-clamp-2 text-ink-2 text-sm">{blueprint.description}</span>
                  )}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {fault !== null && (
        <Notice tone="bad" role="alert" title="The template could not be read">
          {fault}
        </Notice>
      )}
      {chosen !== null && (
        <Panel aria-label="Copy" className="flex flex-col items-start gap-4 p-4">
          <div className="w-full">
            <NameField value={name} problem={clash ?? problem} onChange={setName} />
          </div>
          <Button type="submit" variant="primary" disabled={isBusy}>
            <PencilRuler aria-hidden /> Open a copy in the designer
          </Button>
        </Panel>
      )}
    </form>
  );
}

function toWritten({ path, mode, text, hash, size }: DraftFile): WrittenFile {
  return text === null ? { path, mode, hash: hash ?? '', size } : { path, mode, text };
}
