'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, SearchX } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { DeploymentTable } from './deployment-table.tsx';

export function DeploymentsPage() {
  const api = useApi();
  const canOperate = useCanOperate();
  const [text, setText] = useQueryState('q', parseAsString.withDefault(''));
  const [chosen, choose] = useState<string[]>([]);
  const query = useQuery(
    api.deployments.list.queryOptions(
      {},
      { refetchInterval: ({ state }) => (state.data?.some(isBusy) ? 2_000 : 10_000) },
    ),
  );
  return (
    <>
      <PageHeader title="Deployments" lead="What you have made from blueprints, installed or not.">
        {canOperate && (
          <ButtonLink variant="primary" href="/deployments/new">
            <Plus aria-hidden /> New deployment
          </ButtonLink>
        )}
      </PageHeader>
      <PageBody>
        <Input
          type="search"
          aria-label="Filter by name or blueprint"
          placeholder="Filter by name or blueprint"
          value={text}
          onChange={({ target }) => void setText(target.value || null)}
          className="max-w-80"
        />
        <ChosenBar deployments={query.data ?? []} chosen={chosen} onChoose={choose} />
        <Panel aria-label="Deployments" className="overflow-hidden">
          <Loaded query={query}>
            {(deployments) => {
              const shown = deployments.filter((deployment) => isMeant(deployment, text));
              if (shown.length > 0 || deployments.length === 0)
                return <DeploymentTable deployments={shown} chosen={chosen} onChoose={choose} />;
              return (
                <Empty
                  icon={<SearchX />}
                  title={`None of ${deployments.length} deployments is called that`}
                  action={<Button onClick={() => void setText(null)}>Show all</Button>}
                />
              );
            }}
          </Loaded>
        </Panel>
      </PageBody>
    </>
  );
}

function isBusy({ lastExecution }: DeploymentSummary): boolean {
  return lastExecution !== null && isActive(lastExecution.status);
}

function isMeant({ name, blueprint }: DeploymentSummary, text: string): boolean {
  return `${name} ${blueprint.name}`.toLowerCase().includes(text.toLowerCase());
}
