'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { count } from '../ui/count.ts';
import { Link } from '../ui/link.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';

const most = 6;

/** The blueprints that came last, those in use before the others. */
export function RecentBlueprints() {
  const api = useApi();
  const query = useQuery(api.blueprints.list.queryOptions());
  return (
    <Panel aria-labelledby="blueprints" className="overflow-clip">
      <PanelHeader title={<span id="blueprints">Blueprints</span>}>
        <TextLink href="/blueprints" className="text-sm">
          All blueprints
        </TextLink>
      </PanelHeader>
      <Loaded query={query} rows={3}>
        {(blueprints) =>
          blueprints.length > 0 ? (
            <ul className="divide-y divide-line">
              {usedFirst(blueprints)
                .slice(0, most)
                .map((blueprint) => (
                  <Row key={blueprint.id} blueprint={blueprint} />
                ))}
            </ul>
          ) : (
            <Empty
              icon={<LayoutTemplate />}
              title="No blueprints yet"
              action={<ButtonLink href="/blueprints?upload=true">Upload one</ButtonLink>}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function usedFirst(blueprints: readonly BlueprintSummary[]): BlueprintSummary[] {
  const isUsed = ({ deploymentCount }: BlueprintSummary) => Number(deploymentCount > 0);
  return blueprints.toSorted((a, b) => isUsed(b) - isUsed(a) || b.createdAt.localeCompare(a.createdAt));
}

function Row({ blueprint }: { blueprint: BlueprintSummary }) {
  return (
    <li>
      <Link
        href={`/blueprints/${blueprint.id}`}
        className="flex min-h-13 items-center gap-4 px-4 py-2 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2 font-medium text-sm">
            <span className="[overflow-wrap:anywhere]">{blueprint.name}</span>
            {blueprint.example && <Chip tone="accent">Example</Chip>}
          </span>
          <span className="line-clamp-2 text-ink-3 text-xs">{blueprint.description ?? blueprint.mainFile}</span>
        </span>
        <span className="tabular shrink-0 text-ink-3 text-xs">
          {blueprint.deploymentCount > 0
            ? count(blueprint.deploymentCount, 'deployment')
            : count(blueprint.nodeCount, 'node')}
        </span>
      </Link>
    </li>
  );
}
