'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, SearchX } from 'lucide-react';
import { useState } from 'react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { filterBlueprints } from '../blueprints/blueprint-filter.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { count } from '../ui/count.ts';
import { FilterInput } from '../ui/filter-input.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';

/** The blueprints to make a deployment of, found by name, type or plugin. */
export function BlueprintPicker({ onPick }: { onPick: (id: string) => void }) {
  const api = useApi();
  const query = useQuery(api.blueprints.list.queryOptions());
  const [text, setText] = useState('');
  return (
    <Loaded query={query}>
      {(blueprints) => {
        if (blueprints.length === 0) return <NoBlueprints />;
        const meant = filterBlueprints(blueprints, { text, origins: [], types: [], plugins: [] });
        return (
          <>
            <FilterInput
              label="Filter blueprints by text"
              placeholder="Which blueprint? Name, type, plugin"
              value={text}
              onChange={setText}
            />
            {meant.length === 0 ? (
              <Panel>
                <Empty
                  icon={<SearchX />}
                  title={`None of ${blueprints.length} blueprints is like that`}
                  action={<Button onClick={() => setText('')}>Show all</Button>}
                />
              </Panel>
            ) : (
              <ul aria-label="Blueprints" className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
                {meant.map((blueprint) => (
                  <li key={blueprint.id}>
                    <Card blueprint={blueprint} onPick={onPick} />
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Card({ blueprint, onPick }: { blueprint: BlueprintSummary; onPick: (id: string) => void }) {
  const { id, name, description, mainFile, version, nodeCount, deploymentCount, example } = blueprint;
  return (
    <button
      type="button"
      onClick={() => onPick(id)}
      className="flex h-full w-full flex-col gap-1 rounded-lg border border-line bg-panel px-4 py-3 text-left hover:border-line-strong hover:bg-hover"
    >
      <span className="flex w-full items-center gap-2">
        <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="text-ink-3 text-xs">v{version}</span>
        {example && <Chip tone="accent">Example</Chip>}
      </span>
      <span className="line-clamp-2 text-ink-2 text-sm">{description ?? mainFile}</span>
      <span className="tabular mt-auto pt-1 text-ink-3 text-xs">
        {count(nodeCount, 'node')} · {count(deploymentCount, 'deployment')}
      </span>
    </button>
  );
}

function NoBlueprints() {
  return (
    <Panel>
      <Empty
        icon={<LayoutTemplate />}
        title="There is no blueprint to deploy"
        action={<ButtonLink href="/blueprints?upload=true">Upload one</ButtonLink>}
      />
    </Panel>
  );
}
