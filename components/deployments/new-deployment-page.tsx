'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useApi } from '../api/api.ts';
import { ButtonLink } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { NewDeploymentForm } from './new-deployment-form.tsx';

export function NewDeploymentPage() {
  const [blueprintId, choose] = useQueryState('blueprint', parseAsString);
  return (
    <>
      <PageHeader
        title="New deployment"
        lead="A deployment is a blueprint with its inputs filled in. Nothing is installed until you say so."
      />
      <PageBody>
        <BlueprintChoice chosen={blueprintId} onChoose={(id) => void choose(id)} />
        {blueprintId !== null && <FormFor key={blueprintId} blueprintId={blueprintId} />}
      </PageBody>
    </>
  );
}

function BlueprintChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (id: string) => void }) {
  const api = useApi();
  const query = useQuery(api.blueprints.list.queryOptions());
  if (query.data?.length === 0) {
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
  return (
    <label htmlFor="blueprint" className="flex max-w-2xl flex-col gap-1 font-medium text-sm">
      Blueprint
      <NativeSelect
        id="blueprint"
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(target.value)}
        className="font-normal"
      >
        {chosen === null && <option value="">Choose…</option>}
        {query.data?.map((blueprint) => (
          <option key={blueprint.id} value={blueprint.id}>
            {blueprint.name} (version {blueprint.version})
          </option>
        ))}
      </NativeSelect>
    </label>
  );
}

function FormFor({ blueprintId }: { blueprintId: string }) {
  const api = useApi();
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id: blueprintId }));
  const deployments = useQuery(api.deployments.list.queryOptions({}));
  return (
    <Loaded query={blueprint}>
      {(detail) => (
        <Loaded query={deployments}>
          {(existing) => <NewDeploymentForm blueprint={detail} taken={existing.map((deployment) => deployment.name)} />}
        </Loaded>
      )}
    </Loaded>
  );
}
