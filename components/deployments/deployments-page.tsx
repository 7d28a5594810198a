'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { DeploymentPage, DeploymentSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { type ChosenRows, ServerList } from '../lists/server-list.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { deploymentColumns } from './deployment-columns.tsx';
import { DeploymentFacets } from './deployment-facets.tsx';
import { NoDeployments } from './deployment-table.tsx';
import { useDeploymentList } from './use-deployment-list.ts';

const ChosenBar = later(async () => (await import('./chosen-bar.tsx')).ChosenBar);

const DeploymentPane = later(async () => (await import('./deployment-pane.tsx')).DeploymentPane);

const nameOf = ({ name }: DeploymentSummary) => name;
const mostAtOnce = 1_000;

/** Every deployment: filtered, sorted and paged by the server, with the details of one beside the list. */
export function DeploymentsPage() {
  const api = useApi();
  const queryClient = useQueryClient();
  const canOperate = useCanOperate();
  const list = useDeploymentList();
  async function chooseAll(chosen: ChosenRows<DeploymentSummary>): Promise<void> {
    let cursor: string | null = null;
    const all: DeploymentSummary[] = [];
    do {
      const request = { ...list.filter, limit: mostAtOnce, cursor: cursor ?? undefined };
      const next: DeploymentPage = await queryClient.fetchQuery(api.deployments.search.queryOptions(request));
      all.push(...next.rows);
      cursor = next.next;
    } while (cursor !== null);
    chosen.add(all);
  }
  return (
    <>
      <PageHeader title="Deployments" lead="What you have made from blueprints, installed or not.">
        {canOperate && (
          <ButtonLink variant="primary" href="/deployments/new">
            <Plus aria-hidden /> New deployment
          </ButtonLink>
        )}
      </PageHeader>
      <ServerList
        name="deployments"
        label="Deployments"
        list={list}
        columns={deploymentColumns}
        nameOf={nameOf}
        noun="deployment"
        search={{ label: 'Filter by name or blueprint', placeholder: 'Filter by name or blueprint' }}
        facets={<DeploymentFacets list={list} />}
        deeds={(chosen) => (
          <ChosenBar
            chosen={chosen.rows}
            matching={list.query.data?.matching ?? 0}
            onChooseAll={() => void chooseAll(chosen)}
            onChooseNone={chosen.clear}
          />
        )}
        details={(deployment, close) => <DeploymentPane key={deployment.id} deployment={deployment} onClose={close} />}
        none={<NoDeployments createAt="/deployments/new" />}
      />
    </>
  );
}
