'use client';

import { Boxes, SearchX } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { KubernetesView } from '../../server/api/kubernetes-contract.ts';
import { Button } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { later } from '../ui/later.tsx';
import { Empty, Fault, SkeletonRows } from '../ui/states.tsx';
import { DataTable, Panel } from '../ui/table.tsx';
import { WithDetails } from '../ui/with-details.tsx';
import { filterRows } from './filter-rows.ts';
import { objectColumns } from './object-columns.tsx';
import { stateLook, stateOrder } from './object-look.ts';
import { Troubles } from './troubles.tsx';
import type { KubernetesWatch } from './use-kubernetes.ts';

const ObjectPane = later(async () => (await import('./object-pane.tsx')).ObjectPane);

const url = {
  find: parseAsString.withDefault(''),
  condition: parseAsStringLiteral(stateOrder),
  object: parseAsString,
};

/** What a deployment has on Kubernetes clusters, as a tree that follows what happens there. */
export function KubernetesTab({ deploymentId, watch }: { deploymentId: string; watch: KubernetesWatch }) {
  const { view, fault } = watch;
  if (view === null || (view.isLoading && view.rows.length === 0)) {
    return fault === null ? <SkeletonRows /> : <Fault fault={fault} />;
  }
  return <Objects deploymentId={deploymentId} view={view} isStale={fault !== null} />;
}

interface ObjectsProps {
  deploymentId: string;
  view: KubernetesView;
  /** Nothing new comes at the moment. */
  isStale: boolean;
}

function Objects({ deploymentId, view, isStale }: ObjectsProps) {
  const [{ find, condition, object }, set] = useQueryStates(url);
  const { rows, left, servers, troubles } = view;
  const found = filterRows(rows, { text: find, state: condition });
  const shown = rows.find(({ id }) => id === object);
  const show = (id: string | null) => void set({ object: id }, { history: 'push' });
  const hasNamespaces = new Set(rows.flatMap(({ namespace }) => namespace ?? [])).size > 1;
  return (
    <div className="p-4 md:p-6">
      <WithDetails
        details={
          object !== null && (
            <ObjectPane
              key={object}
              {...{ deploymentId, rows }}
              row={shown ?? null}
              isLoading={view.isLoading}
              onShow={show}
            />
          )
        }
      >
        <Troubles troubles={troubles} />
        <div className="flex flex-wrap items-center gap-2">
          <FilterInput
            label="Filter the objects"
            placeholder="Kind, name, node or reason"
            value={find}
            onChange={(text) => void set({ find: text || null })}
          />
          <NativeSelect
            aria-label="State of the objects"
            value={condition ?? ''}
            onChange={({ target }) => void set({ condition: stateOrder.find((each) => each === target.value) ?? null })}
            className="!w-auto"
          >
            <option value="">Any state</option>
            {stateOrder.map((state) => (
              <option key={state} value={state}>
                {stateLook[state].label}
              </option>
            ))}
          </NativeSelect>
          <p className="ml-auto min-w-0 text-ink-3 text-xs [overflow-wrap:anywhere]">
            {isStale ? 'Not live: the server is asked again' : servers.length > 0 && `Live from ${servers.join(', ')}`}
          </p>
        </div>
        <Panel aria-label="Objects on Kubernetes" className="overflow-clip">
          {found.length === 0 ? (
            <NothingFound isFiltered={rows.length > 0} onClear={() => void set({ find: null, condition: null })} />
          ) : (
            <DataTable
              label="Objects on Kubernetes"
              columns={objectColumns(hasNamespaces)}
              rows={found}
              rowKey={({ id }) => id}
              current={shown?.id ?? null}
              onOpen={({ id }) => show(id)}
              onEscape={object === null ? undefined : () => show(null)}
            />
          )}
          {left > 0 && <p className="border-line border-t px-4 py-2 text-ink-3 text-xs">{left} more are not shown.</p>}
        </Panel>
      </WithDetails>
    </div>
  );
}

function NothingFound({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <Empty
        icon={<SearchX />}
        title="No object passes the filter"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  return (
    <Empty icon={<Boxes />} title="Nothing is on a cluster">
      What the operations of this deployment make on Kubernetes is shown here while it is there.
    </Empty>
  );
}
