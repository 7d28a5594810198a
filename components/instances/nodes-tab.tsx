'use client';

import { Boxes } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { DeploymentDetail } from '../../server/api/contract.ts';
import { wantedLabel, wantedStates } from '../topology/find-nodes.ts';
import { markOf, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { shortType } from '../topology/type-icon.tsx';
import { Button } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, inOrder, Panel } from '../ui/table.tsx';
import { type InstanceRow, instanceRows } from './instance-rows.ts';

/** More are not drawn at once; the filter finds them. */
const shownAtMost = 500;

const columns: readonly Column<InstanceRow>[] = [
  {
    id: 'instance',
    header: 'Instance',
    primary: true,
    sort: ({ id }) => id,
    cell: (row) => <span className="font-mono text-xs">{row.id}</span>,
  },
  { id: 'node', header: 'Node', sort: ({ node, index }) => `${node} ${index}`, cell: ({ node }) => node },
  {
    id: 'state',
    header: 'State',
    sort: (row) => (row.failed ? -1 : stateOrder.indexOf(row.state)),
    cell: (row) => (
      <span className="inline-flex items-center gap-2">
        <StateMark kind={markOf(row)} />
        <span className={row.failed ? 'text-bad' : undefined}>
          {row.failed ? 'Failed' : stateLook[row.state].label}
        </span>
      </span>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    minor: true,
    sort: ({ type }) => shortType(type),
    cell: ({ type }) => <span title={type}>{shortType(type)}</span>,
  },
  {
    id: 'within',
    header: 'Contained in',
    minor: true,
    sort: ({ within }) => within,
    cell: ({ within }) => within ?? <span className="text-ink-3">–</span>,
  },
];

/** From not there to fully there, and back. */
const stateOrder = Object.keys(stateLook);

/** The filter is that of the drawing, so that what was looked for there is found here. */
const url = {
  find: parseAsString.withDefault(''),
  state: parseAsStringLiteral(wantedStates),
  sort: sortParser(['instance', 'node', 'state', 'type', 'within']).withDefault('node'),
  tab: parseAsString,
  node: parseAsString,
  inst: parseAsString,
};

/** All node instances of a deployment as a table; each leads to its details beside the drawing. */
export function NodesTab({ deployment: { topology, instanceCount } }: { deployment: DeploymentDetail }) {
  const [{ find, state, sort }, set] = useQueryStates(url);
  const sorting = urlSorting(sort, (next) => void set({ sort: next }));
  const found = useMemo(() => instanceRows(topology, { text: find, state }), [topology, find, state]);
  const rows = inOrder(found, columns, sorting).slice(0, shownAtMost);
  const clear = () => void set({ find: null, state: null });
  return (
    <div className="flex flex-col gap-3 p-4 md:p-6">
      <div className="flex flex-wrap items-center gap-2">
        <FilterInput
          label="Filter the instances"
          placeholder="Node, type or instance"
          value={find}
          onChange={(text) => void set({ find: text || null })}
        />
        <NativeSelect
          aria-label="State"
          value={state ?? ''}
          onChange={({ target }) => void set({ state: wantedStates.find((each) => each === target.value) ?? null })}
          className="!w-auto"
        >
          <option value="">Any state</option>
          {wantedStates.map((each) => (
            <option key={each} value={each}>
              {wantedLabel[each]}
            </option>
          ))}
        </NativeSelect>
        <p role="status" className="tabular ml-auto text-ink-3 text-xs">
          {found.length < instanceCount ? `${found.length} of ${instanceCount}` : instanceCount} instances
        </p>
      </div>
      <Panel aria-label="Node instances" className="overflow-hidden">
        {rows.length === 0 ? (
          <Empty
            icon={<Boxes />}
            title={instanceCount === 0 ? 'No node instances' : 'No instance passes the filter'}
            action={instanceCount > 0 && <Button onClick={clear}>Clear the filter</Button>}
          />
        ) : (
          <DataTable
            label="Node instances"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            sorting={sorting}
            view={`${find} ${state} ${sort}`}
            onOpen={({ node, id }) => void set({ tab: null, node, inst: id }, { history: 'push' })}
          />
        )}
        {found.length > rows.length && (
          <p className="border-line border-t px-4 py-2 text-ink-3 text-xs">
            {found.length - rows.length} more; the filter finds them.
          </p>
        )}
      </Panel>
    </div>
  );
}
