'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, SearchX } from 'lucide-react';
import type { DeploymentPage, DeploymentStanding, DeploymentSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { WithDetails } from '../ui/details-pane.tsx';
import { Facet } from '../ui/facet.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { ListCount, Pager } from '../ui/pager.tsx';
import { Empty } from '../ui/states.tsx';
import { DataTable, Panel } from '../ui/table.tsx';
import { useChosenRows } from '../ui/use-chosen-rows.ts';
import { usePane } from '../ui/use-pane.ts';
import { ChosenBar } from './chosen-bar.tsx';
import { deploymentColumns } from './deployment-columns.tsx';
import { DeploymentPane } from './deployment-pane.tsx';
import { NoDeployments } from './deployment-table.tsx';
import { useDeploymentList } from './use-deployment-list.ts';

const keyOf = ({ id }: DeploymentSummary) => id;
const nameOf = ({ name }: DeploymentSummary) => name;
const mostAtOnce = 1_000;

/** Every deployment: filtered, sorted and paged by the server, with the details of one beside the list. */
export function DeploymentsPage() {
  const api = useApi();
  const queryClient = useQueryClient();
  const canOperate = useCanOperate();
  const list = useDeploymentList();
  const { pane, show, close } = usePane();
  const chosen = useChosenRows(keyOf);
  const page = list.query.data;
  const onPage = page?.rows.find(({ id }) => id === pane);
  const elsewhere = useQuery(
    api.deployments.search.queryOptions(
      { text: pane ?? '', limit: 1 },
      { enabled: pane !== null && page !== undefined && onPage === undefined },
    ),
  );
  const shown = onPage ?? (pane === null ? undefined : elsewhere.data?.rows[0]);
  async function chooseAll(): Promise<void> {
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
      <PageBody>
        <WithDetails details={shown && <DeploymentPane key={shown.id} deployment={shown} onClose={close} />}>
          <FilterBar list={list} />
          <ChosenBar
            chosen={chosen.rows}
            matching={page?.matching ?? 0}
            onChooseAll={() => void chooseAll()}
            onChooseNone={chosen.clear}
          />
          <Panel aria-label="Deployments" className="overflow-clip">
            <Loaded query={list.query} rows={8}>
              {(found) => {
                if (found.all === 0) return <NoDeployments createAt="/deployments/new" />;
                if (found.rows.length === 0) return <NoneLikeThat all={found.all} onClear={list.clear} />;
                return (
                  <>
                    <DataTable
                      label="Deployments"
                      columns={deploymentColumns}
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
    </>
  );
}

const standings: readonly { value: DeploymentStanding; label: string; icon: React.ReactNode }[] = [
  { value: 'active', label: 'Running', icon: <StateMark kind="progress" /> },
  { value: 'failed', label: 'Failed', icon: <StateMark kind="failed" /> },
  { value: 'installed', label: 'Installed', icon: <StateMark kind="started" /> },
  { value: 'partial', label: 'Partly started', icon: <StateMark kind="third" /> },
  { value: 'cancelled', label: 'Cancelled', icon: <StateMark kind="stopped" /> },
  { value: 'not-installed', label: 'Not installed', icon: <StateMark kind="none" /> },
];

function FilterBar({ list }: { list: ReturnType<typeof useDeploymentList> }) {
  const api = useApi();
  const { data: blueprints } = useQuery(api.blueprints.list.queryOptions());
  const { q, status, blueprint } = list.url;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        label="Filter by name or blueprint"
        placeholder="Filter by name or blueprint"
        value={q}
        onChange={list.setText}
      />
      <Facet label="Status" chosen={status} onChange={list.setStatus} options={standings} />
      {blueprints && blueprints.length > 0 && (
        <Facet
          label="Blueprint"
          chosen={blueprint === null ? [] : [blueprint]}
          onChange={(next) => list.setBlueprint(next.at(-1) ?? null)}
          options={blueprints.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <NarrowSort columns={deploymentColumns} sorting={list.sorting} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <ListCount page={list.query.data} noun="deployment" />
    </div>
  );
}

function NoneLikeThat({ all, onClear }: { all: number; onClear: () => void }) {
  return (
    <Empty
      icon={<SearchX />}
      title={`None of ${all} deployments is like that`}
      action={<Button onClick={onClear}>Show all</Button>}
    />
  );
}
