'use client';

import { Play } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { ServerList } from '../lists/server-list.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Empty } from '../ui/states.tsx';
import { executionColumns } from './execution-columns.tsx';
import { ExecutionFacets } from './execution-facets.tsx';
import { useExecutionList } from './use-execution-list.ts';

const ChosenExecutions = later(async () => (await import('./chosen-executions.tsx')).ChosenExecutions);

const ExecutionPane = later(async () => (await import('./execution-pane.tsx')).ExecutionPane);

const nameOf = ({ workflow, deploymentName }: ExecutionRow) => `${workflow} on ${deploymentName}`;

/** Every execution: filtered, sorted and paged by the server, with the details of one beside the list. */
export function AllExecutions() {
  const list = useExecutionList();
  return (
    <div className="pt-4">
      <ServerList
        name="executions"
        label="Executions"
        list={list}
        columns={executionColumns}
        nameOf={nameOf}
        noun="execution"
        search={{ label: 'Filter executions by text', placeholder: 'Filter by workflow, deployment, error' }}
        facets={<ExecutionFacets list={list} />}
        deeds={(chosen) => <ChosenExecutions chosen={chosen.rows} onChooseNone={chosen.clear} />}
        details={(execution, close) => <ExecutionPane key={execution.id} execution={execution} onClose={close} />}
        none={
          <Empty
            icon={<Play />}
            title="Nothing has run yet"
            action={<ButtonLink href="/deployments">Go to the deployments</ButtonLink>}
          >
            Open a deployment and press Install.
          </Empty>
        }
      />
    </div>
  );
}
