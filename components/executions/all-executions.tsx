'use client';

import { useQuery } from '@tanstack/react-query';
import { Play, SearchX } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { WithDetails } from '../ui/details-pane.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody } from '../ui/page-header.tsx';
import { Pager } from '../ui/pager.tsx';
import { Empty } from '../ui/states.tsx';
import { DataTable, Panel } from '../ui/table.tsx';
import { useChosenRows } from '../ui/use-chosen-rows.ts';
import { usePane } from '../ui/use-pane.ts';
import { ChosenExecutions } from './chosen-executions.tsx';
import { executionColumns } from './execution-columns.tsx';
import { ExecutionFilterBar } from './execution-filter-bar.tsx';
import { ExecutionPane } from './execution-pane.tsx';
import { useExecutionList } from './use-execution-list.ts';

const keyOf = ({ id }: ExecutionRow) => id;
const nameOf = ({ workflow, deploymentName }: ExecutionRow) => `${workflow} on ${deploymentName}`;

/** Every execution: filtered, sorted and paged by the server, with the details of one beside the list. */
export function AllExecutions() {
  const api = useApi();
  const canOperate = useCanOperate();
  const list = useExecutionList();
  const { pane, show, close } = usePane();
  const chosen = useChosenRows(keyOf);
  const page = list.query.data;
  const onPage = page?.rows.find(({ id }) => id === pane);
  const elsewhere = useQuery(
    api.executions.search.queryOptions(
      { text: pane ?? '', limit: 1 },
      { enabled: pane !== null && page !== undefined && onPage === undefined },
    ),
  );
  const shown = onPage ?? (pane === null ? undefined : elsewhere.data?.rows[0]);
  return (
    <div className="pt-4">
      <PageBody>
        <WithDetails details={shown && <ExecutionPane key={shown.id} execution={shown} onClose={close} />}>
          <ExecutionFilterBar list={list} />
          <ChosenExecutions chosen={chosen.rows} onChooseNone={chosen.clear} />
          <Panel aria-label="Executions" className="overflow-clip">
            <Loaded query={list.query} rows={8}>
              {(found) => {
                if (found.all === 0) return <NoExecutions />;
                if (found.rows.length === 0) return <NoneLikeThat onClear={list.clear} />;
                return (
                  <>
                    <DataTable
                      label="Executions"
                      columns={executionColumns}
                      rows={found.rows}
                      rowKey={keyOf}
                      sorting={list.sorting}
                      current={shown?.id ?? null}
                      onOpen={({ id }) => show(id)}
                      onEscape={shown && close}
                      choice={
                        canOperate
                          ? { chosen: chosen.keys, onChoose: (keys) => chosen.choose(keys, found.rows), nameOf }
                          : undefined
                      }
                      view={list.view}
                    />
                    <Pager page={found} onTurn={list.turn} />
                  </>
                );
              }}
            </Loaded>
          </Panel>
        </WithDetails>
      </PageBody>
    </div>
  );
}

function NoExecutions() {
  return (
    <Empty
      icon={<Play />}
      title="Nothing has run yet"
      action={<ButtonLink href="/deployments">Go to the deployments</ButtonLink>}
    >
      Open a deployment and press Install.
    </Empty>
  );
}

function NoneLikeThat({ onClear }: { onClear: () => void }) {
  return (
    <Empty icon={<SearchX />} title="No execution is like that" action={<Button onClick={onClear}>Show all</Button>} />
  );
}
