'use client';

import { useQuery } from '@tanstack/react-query';
import { PencilRuler } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { BlueprintDetail, BlueprintSummary } from '../../server/api/contract.ts';
import type { DraftFile, WrittenFile } from '../../server/api/draft-contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { freeName } from '../deployments/free-name.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { NameField } from './name-field.tsx';
import { useCreateDraft } from './use-create-draft.ts';

const TemplatePicture = later(async () => (await import('./template-picture.tsx')).TemplatePicture);

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
    <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-6xl flex-col gap-4">
      <fieldset>
        <legend className="sr-only">Template</legend>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {blueprints.map((blueprint) => (
            <li key={blueprint.id}>
              <Template blueprint={blueprint} isChosen={blueprint === chosen} onChoose={() => choose(blueprint)} />
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
        <Panel
          aria-label="Copy"
          className="sticky bottom-3 flex flex-wrap items-end gap-x-4 gap-y-3 p-4 shadow-pop max-sm:bottom-0"
        >
          <div className="min-w-56 max-w-md flex-1">
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

interface TemplateProps {
  blueprint: BlueprintSummary;
  isChosen: boolean;
  onChoose: () => void;
}

/** A blueprint by its drawing, its description and what it needs. */
function Template({ blueprint, isChosen, onChoose }: TemplateProps) {
  const { name, description, example, nodeCount, plugins } = blueprint;
  const [card, isSeen] = useSeen();
  const api = useApi();
  const { data } = useQuery(api.blueprints.get.queryOptions({ id: blueprint.id }, { enabled: isSeen }));
  return (
    <label
      ref={card}
      className="flex h-full cursor-pointer flex-col overflow-hidden rounded-lg border border-line bg-panel hover:border-line-strong has-checked:border-accent has-checked:ring-1 has-checked:ring-accent"
    >
      <span className="block h-40 border-line border-b bg-ground p-2">
        {data && <TemplatePicture graph={data.graph} />}
      </span>
      <span className="flex flex-1 gap-3 p-4">
        <input
          type="radio"
          name="template"
          checked={isChosen}
          onChange={onChoose}
          className="mt-1 size-4 shrink-0 accent-accent-fill"
        />
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {name} {example && <Chip tone="accent">Example</Chip>}
          </span>
          {description && <span className="line-clamp-3 text-ink-2 text-sm">{description}</span>}
          <span className="mt-auto pt-1 text-ink-3 text-xs">
            {[
              nodeCount === 1 ? '1 node' : `${nodeCount} nodes`,
              ...(data ? [neededOf(data)] : []),
              ...(plugins.length > 0 ? [`plugins: ${plugins.join(', ')}`] : []),
            ].join(' · ')}
          </span>
        </span>
      </span>
    </label>
  );
}

/** What has to be filled in before it can be deployed. */
function neededOf({ inputs }: BlueprintDetail): string {
  const all = Object.values(inputs);
  const missing = all.filter((input) => input.default === undefined && input.required !== false).length;
  if (all.length === 0) return 'no inputs';
  const count = all.length === 1 ? '1 input' : `${all.length} inputs`;
  return missing === 0 ? `${count}, all with values` : `${count}, ${missing} to fill in`;
}

/** Whether an element has come into view once. */
function useSeen() {
  const element = useRef<HTMLLabelElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      setSeen(true);
      observer.disconnect();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, isSeen] as const;
}

function toWritten({ path, mode, text, hash, size }: DraftFile): WrittenFile {
  return text === null ? { path, mode, hash: hash ?? '', size } : { path, mode, text };
}
