'use client';

import { useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { BlueprintPicker } from './blueprint-picker.tsx';
import { NewDeploymentForm } from './new-deployment-form.tsx';

/** From a blueprint to a deployment of it: which one, then its inputs. */
export function NewDeploymentPage() {
  const [blueprintId, choose] = useQueryState('blueprint', { history: 'push' });
  return (
    <>
      <PageHeader
        title="New deployment"
        lead="A deployment is a blueprint with its inputs filled in. Nothing is installed until you say so."
      />
      <PageBody>
        {blueprintId === null ? (
          <BlueprintPicker onPick={(id) => void choose(id)} />
        ) : (
          <FormFor key={blueprintId} blueprintId={blueprintId} onOther={() => void choose(null)} />
        )}
      </PageBody>
    </>
  );
}

function FormFor({ blueprintId, onOther }: { blueprintId: string; onOther: () => void }) {
  const api = useApi();
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id: blueprintId }));
  return (
    <Loaded query={blueprint}>
      {(detail) => (
        <>
          <Panel aria-label="Blueprint" className="flex max-w-2xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <span className="min-w-0 flex-1 basis-60">
              <span className="block text-ink-3 text-xs">Blueprint</span>
              <TextLink href={`/blueprints/${detail.id}`} className="font-medium">
                {detail.name}
              </TextLink>{' '}
              <span className="text-ink-3">v{detail.version}</span>
              {detail.description && <span className="line-clamp-3 text-ink-2 text-sm">{detail.description}</span>}
            </span>
            <Button onClick={onOther}>Choose another</Button>
          </Panel>
          <Form blueprint={detail} />
        </>
      )}
    </Loaded>
  );
}

/** Names that begin like the blueprint's are what a free one is looked for among. */
function Form({ blueprint }: { blueprint: BlueprintDetail }) {
  const api = useApi();
  const named = useQuery(api.deployments.search.queryOptions({ text: blueprint.name, limit: 1_000 }));
  return (
    <Loaded query={named}>
      {({ rows }) => (
        <div className="max-w-2xl">
          <NewDeploymentForm blueprint={blueprint} taken={rows.map(({ name }) => name)} />
        </div>
      )}
    </Loaded>
  );
}
