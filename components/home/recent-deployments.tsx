'use client';

import { useQuery } from '@tanstack/react-query';
import { Blocks } from 'lucide-react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { DeploymentChip } from '../deployments/deployment-columns.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';

const most = 6;

/** The deployments on which something ran last. */
export function RecentDeployments({ every }: { every: number }) {
  const api = useApi();
  const canOperate = useCanOperate();
  const query = useQuery(
    api.deployments.search.queryOptions({ sort: '-last', limit: most }, { refetchInterval: every }),
  );
  return (
    <Panel aria-labelledby="deployments" className="overflow-clip">
      <PanelHeader title={<span id="deployments">Deployments used last</span>}>
        <TextLink href="/deployments" className="text-sm">
          All deployments
        </TextLink>
      </PanelHeader>
      <Loaded query={query} rows={3}>
        {({ rows }) =>
          rows.length > 0 ? (
            <ul className="divide-y divide-line">
              {rows.map((deployment) => (
                <Row key={deployment.id} deployment={deployment} />
              ))}
            </ul>
          ) : (
            <Empty
              icon={<Blocks />}
              title="No deployments yet"
              action={canOperate && <ButtonLink href="/deployments/new">Make one</ButtonLink>}
            >
              A deployment is a blueprint with its inputs filled in.
            </Empty>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Row({ deployment }: { deployment: DeploymentSummary }) {
  const { lastExecution, createdAt } = deployment;
  return (
    <li>
      <Link
        href={`/deployments/${deployment.id}`}
        className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-0 flex-1 basis-40">
          <span className="block font-medium text-sm [overflow-wrap:anywhere]">{deployment.name}</span>
          <span className="block text-ink-3 text-xs [overflow-wrap:anywhere]">
            {deployment.blueprint.name} v{deployment.blueprint.version}
          </span>
        </span>
        <DeploymentChip deployment={deployment} />
        <span className="w-20 text-right text-ink-3 text-xs">
          <Ago at={lastExecution?.endedAt ?? lastExecution?.createdAt ?? createdAt} />
        </span>
      </Link>
    </li>
  );
}
