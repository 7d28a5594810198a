'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SettingView, SystemView, WorkerView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Chip } from '../ui/chip.tsx';
import { formatSize } from '../ui/format-size.ts';
import { Loaded } from '../ui/loaded.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';

const refreshMs = 5_000;

/** How the product itself is: its version, workers, database, and the settings in force. */
export function System() {
  const api = useApi();
  const query = useQuery(api.system.get.queryOptions(undefined, { refetchInterval: refreshMs }));
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <Loaded query={query} rows={8}>
        {(system) => (
          <>
            <Facts system={system} />
            <Workers workers={system.workers} />
            <Tables tables={system.database.tables} />
            <Settings settings={system.settings} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Facts({ system: { version, node, startedAt, database, lab } }: { system: SystemView }) {
  return (
    <Panel aria-label="Product" className="px-4 py-3">
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3">
        <Fact name="Version">
          {version} <span className="text-ink-3">on Node {node.replace(/^v/, '')}</span>
        </Fact>
        <Fact name="Started">
          <Ago at={startedAt} />
        </Fact>
        <Fact name="Demonstration hosts">{lab ? 'running' : 'off'}</Fact>
        <Fact name="PostgreSQL">
          {database.version} <span className="text-ink-3">{database.isEmbedded ? 'brought along' : 'of your own'}</span>
        </Fact>
        <Fact name="Database">{formatSize(database.size)}</Fact>
        <Fact name="Kept">Executions and their logs, until their deployment is deleted</Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

function Workers({ workers }: { workers: WorkerView[] }) {
  return (
    <Panel aria-labelledby="workers" className="overflow-hidden">
      <PanelHeader title={<span id="workers">Workers</span>} />
      {workers.length > 0 ? (
        <DataTable label="Workers" columns={workerColumns} rows={workers} rowKey={({ id }) => id} />
      ) : (
        <p className="px-4 py-3 text-sm">
          No worker is registered, so nothing runs. Start one with <code>npm run worker</code>, or set GANTRY_WORKER to
          1.
        </p>
      )}
    </Panel>
  );
}

const workerColumns: Column<WorkerView>[] = [
  { id: 'process', header: 'Process', primary: true, cell: ({ pid }) => <span className="tabular">{pid}</span> },
  {
    id: 'state',
    header: 'State',
    cell: ({ isAlive }) => (isAlive ? <Chip tone="good">Alive</Chip> : <Chip tone="bad">Silent</Chip>),
  },
  { id: 'heartbeat', header: 'Last heard', cell: ({ heartbeatAt }) => <Ago at={heartbeatAt} /> },
  { id: 'started', header: 'Started', cell: ({ startedAt }) => <Ago at={startedAt} /> },
  {
    id: 'executions',
    header: 'Executions',
    cell: ({ executions }) =>
      executions.length === 0 ? (
        <span className="text-ink-3">none</span>
      ) : (
        <ul>
          {executions.map(({ id, deploymentId, deploymentName, workflow }) => (
            <li key={id}>
              <TextLink href={`/deployments/${deploymentId}?exec=${id}`}>
                {workflow} – {deploymentName}
              </TextLink>
            </li>
          ))}
        </ul>
      ),
  },
];

function Tables({ tables }: { tables: SystemView['database']['tables'] }) {
  return (
    <Panel aria-labelledby="tables" className="overflow-hidden">
      <PanelHeader title={<span id="tables">Largest tables</span>} />
      <DataTable label="Largest tables" columns={tableColumns} rows={tables} rowKey={({ name }) => name} />
    </Panel>
  );
}

const tableColumns: Column<SystemView['database']['tables'][number]>[] = [
  { id: 'name', header: 'Table', primary: true, cell: ({ name }) => <code className="text-sm">{name}</code> },
  {
    id: 'rows',
    header: 'Rows, about',
    align: 'right',
    cell: ({ rows }) => <span className="tabular">{rows.toLocaleString('en')}</span>,
  },
  {
    id: 'size',
    header: 'Size',
    align: 'right',
    cell: ({ size }) => <span className="tabular">{formatSize(size)}</span>,
  },
];

function Settings({ settings }: { settings: SettingView[] }) {
  return (
    <Panel aria-labelledby="settings" className="overflow-hidden">
      <PanelHeader title={<span id="settings">Settings in force</span>} />
      <DataTable
        label="Settings in force"
        columns={settingColumns}
        rows={settings}
        rowKey={({ variable }) => variable}
      />
    </Panel>
  );
}

const settingColumns: Column<SettingView>[] = [
  { id: 'meaning', header: 'Setting', primary: true, cell: ({ meaning }) => meaning },
  {
    id: 'value',
    header: 'Value',
    cell: ({ value, isSet }) => (
      <span className="inline-flex items-center gap-2">
        <code className="text-sm [overflow-wrap:anywhere]">{value}</code>
        {!isSet && <span className="text-ink-3 text-xs">default</span>}
      </span>
    ),
  },
  { id: 'variable', header: 'Variable', cell: ({ variable }) => <code className="text-xs">{variable}</code> },
];
