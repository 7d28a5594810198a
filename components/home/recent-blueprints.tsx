'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import Link from 'next/link';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';

const shown = 6;

export function RecentBlueprints() {
  const api = useApi();
  const query = useQuery(api.blueprints.list.queryOptions());
  return (
    <Panel aria-labelledby="blueprints" className="overflow-hidden">
      <PanelHeader title={<span id="blueprints">Blueprints</span>}>
        <TextLink href="/blueprints" className="text-sm">
          All blueprints
        </TextLink>
      </PanelHeader>
      <Loaded query={query} rows={2}>
        {(blueprints) => <Cards blueprints={newestFirst(blueprints).slice(0, shown)} />}
      </Loaded>
    </Panel>
  );
}

function newestFirst(blueprints: readonly BlueprintSummary[]): BlueprintSummary[] {
  return blueprints.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

function Cards({ blueprints }: { blueprints: BlueprintSummary[] }) {
  if (blueprints.length === 0) {
    return (
      <Empty
        icon={<LayoutTemplate />}
        title="No blueprints yet"
        action={<ButtonLink href="/blueprints?upload=true">Upload one</ButtonLink>}
      />
    );
  }
  return (
    <ul className="grid overflow-hidden sm:grid-cols-2 lg:grid-cols-3">
      {blueprints.map((blueprint) => (
        <li key={blueprint.id} className="-mr-px -mb-px border-line border-r border-b">
          <Link
            prefetch={false}
            href={`/blueprints/${blueprint.id}`}
            className="flex h-full flex-col gap-1 px-4 py-3 hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{blueprint.name}</span>
              {blueprint.example && <Chip tone="accent">Example</Chip>}
            </span>
            <span className="line-clamp-2 text-ink-2 text-sm">{blueprint.description ?? blueprint.mainFile}</span>
            <span className="mt-auto pt-1 text-ink-3 text-xs">
              {blueprint.nodeCount} nodes · {blueprint.deploymentCount} deployments
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
