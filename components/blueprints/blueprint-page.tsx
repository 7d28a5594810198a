'use client';

import { useQuery } from '@tanstack/react-query';
import { PencilRuler, Rocket } from 'lucide-react';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { DeploymentSkeleton } from '../deployments/deployment-skeleton.tsx';
import { useCommands } from '../shell/commands.ts';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { WindowTitle } from '../ui/page-header.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { BlueprintDrawing } from './blueprint-drawing.tsx';
import { DeleteBlueprint } from './delete-blueprint.tsx';

const SourceTab = later(async () => (await import('./source-tab.tsx')).SourceTab, <SkeletonRows />);
const BlueprintInputs = later(async () => (await import('./blueprint-inputs.tsx')).BlueprintInputs, <SkeletonRows />);
const BlueprintFacts = later(async () => (await import('./blueprint-facts.tsx')).BlueprintFacts, <SkeletonRows />);
const DeploymentTable = later(
  async () => (await import('../deployments/deployment-table.tsx')).DeploymentTable,
  <SkeletonRows />,
);

export function BlueprintPage({ id }: { id: string }) {
  const api = useApi();
  const query = useQuery(api.blueprints.get.queryOptions({ id }));
  const deployments = useQuery(api.deployments.search.queryOptions({ blueprintId: id }));
  if (query.error && !query.data) return <Fault fault={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <DeploymentSkeleton />;
  const blueprint = query.data;
  return (
    <div className="flex min-h-full flex-1 flex-col md:min-h-0">
      <WindowTitle text={blueprint.name} />
      <Header blueprint={blueprint} />
      <UrlTabs
        label="Blueprint"
        tabs={[
          { id: 'drawing', label: 'Drawing', fill: true, content: <BlueprintDrawing blueprint={blueprint} /> },
          {
            id: 'source',
            label: 'Source',
            count: blueprint.files.length,
            fill: true,
            content: <SourceTab blueprint={blueprint} />,
          },
          {
            id: 'inputs',
            label: 'Inputs',
            count: Object.keys(blueprint.inputs).length,
            content: <BlueprintInputs inputs={blueprint.inputs} />,
          },
          { id: 'facts', label: 'Outputs and versions', content: <BlueprintFacts blueprint={blueprint} /> },
          {
            id: 'deployments',
            label: 'Deployments',
            count: deployments.data?.matching ?? blueprint.deploymentCount,
            content: (
              <div className="bg-panel">
                <Loaded query={deployments}>
                  {({ rows, matching }) => (
                    <>
                      <DeploymentTable deployments={rows} blueprintId={id} />
                      {matching > rows.length && (
                        <p className="border-line border-t px-4 py-3 text-sm">
                          <TextLink href={`/deployments?blueprint=${id}`}>All {matching} deployments</TextLink>
                        </p>
                      )}
                    </>
                  )}
                </Loaded>
              </div>
            ),
          },
        ]}
      />
    </div>
  );
}

function Header({ blueprint }: { blueprint: BlueprintDetail }) {
  const canOperate = useCanOperate();
  const navigate = useNavigate();
  const deployAt = `/deployments/new?blueprint=${blueprint.id}`;
  useCommands(
    'Blueprint',
    canOperate
      ? [
          { label: 'Create deployment', hint: blueprint.name, run: () => navigate(deployAt) },
          {
            label: 'Edit the blueprint',
            hint: blueprint.name,
            run: () => navigate(`/blueprints/${blueprint.id}/edit`),
          },
        ]
      : [],
  );
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 bg-panel px-4 pt-4 pb-3 md:px-6">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-xl tracking-[-0.01em] [overflow-wrap:anywhere]">{blueprint.name}</h1>
          <Chip>v{blueprint.version}</Chip>
          {blueprint.example && <Chip tone="accent">Example</Chip>}
        </div>
        {blueprint.description && (
          <p className="mt-1 line-clamp-2 max-w-2xl text-ink-2 text-sm">{blueprint.description}</p>
        )}
        <p className="mt-1 text-ink-3 text-xs">
          {blueprint.nodeCount} {blueprint.nodeCount === 1 ? 'node' : 'nodes'} · {blueprint.mainFile} · uploaded{' '}
          <Ago at={blueprint.createdAt} />
          {blueprint.createdBy && ` by ${blueprint.createdBy}`}
        </p>
      </div>
      {canOperate && (
        <div className="flex items-center gap-2">
          <ButtonLink href={`/blueprints/${blueprint.id}/edit`}>
            <PencilRuler aria-hidden /> Edit
          </ButtonLink>
          <ButtonLink variant="primary" href={deployAt}>
            <Rocket aria-hidden /> Create deployment
          </ButtonLink>
          <DeleteBlueprint blueprint={blueprint} />
        </div>
      )}
    </header>
  );
}
