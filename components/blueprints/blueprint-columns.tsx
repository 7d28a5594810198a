import type { BlueprintSummary } from '../../server/api/contract.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import type { Column } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';

/** What a list says of a blueprint. */
export const blueprintColumns: readonly Column<BlueprintSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ name }) => name,
    cell: (blueprint) => (
      <span className="block min-w-0">
        <span className="flex items-center gap-2">
          <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink>
          {blueprint.example && <Chip tone="accent">Example</Chip>}
        </span>
        {blueprint.description && (
          <span className="mt-0.5 line-clamp-1 max-w-xl font-normal text-ink-3 text-xs">{blueprint.description}</span>
        )}
      </span>
    ),
  },
  {
    id: 'version',
    header: 'Version',
    align: 'right',
    minor: true,
    sort: ({ version }) => version,
    cell: ({ version }) => <span className="tabular">{version}</span>,
  },
  {
    id: 'nodes',
    header: 'Nodes',
    align: 'right',
    minor: true,
    sort: ({ nodeCount }) => nodeCount,
    cell: ({ nodeCount }) => <span className="tabular">{nodeCount}</span>,
  },
  {
    id: 'deployments',
    header: 'Deployments',
    align: 'right',
    sort: ({ deploymentCount }) => deploymentCount,
    cell: ({ id, deploymentCount }) =>
      deploymentCount === 0 ? (
        <span className="tabular text-ink-3">0</span>
      ) : (
        <TextLink href={`/deployments?blueprint=${id}`} className="tabular">
          {deploymentCount}
        </TextLink>
      ),
  },
  {
    id: 'created',
    header: 'Added',
    align: 'right',
    sort: ({ createdAt }) => Date.parse(createdAt),
    cell: ({ createdAt }) => (
      <span className="whitespace-nowrap">
        <Ago at={createdAt} />
      </span>
    ),
  },
];

/** The way to a deployment of it. */
export const deployColumn: Column<BlueprintSummary> = {
  id: 'deploy',
  header: 'Actions',
  hideHeader: true,
  align: 'right',
  cell: ({ id, name }) => (
    <ButtonLink size="sm" href={`/deployments/new?blueprint=${id}`} aria-label={`Deploy ${name}`}>
      Deploy
    </ButtonLink>
  ),
};
