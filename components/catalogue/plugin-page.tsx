'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import type { PluginDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Chip } from '../ui/chip.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { supportLook } from './type-look.tsx';
import { TypeTable } from './type-table.tsx';
import { UseList } from './use-list.tsx';

/** A plugin: how it is imported, and the types and workflows that it brings. */
export function PluginPage({ name }: { name: string }) {
  const api = useApi();
  const [version, setVersion] = useQueryState('version', parseAsString);
  const query = useQuery(
    api.catalogue.plugin.queryOptions(
      { name, ...(version && { version }) },
      { placeholderData: (before) => (before?.name === name ? before : undefined), retry: false },
    ),
  );
  return (
    <>
      <PageHeader title={query.data?.title ?? name} lead={query.data?.brings}>
        {query.data && (
          <VersionSelect plugin={query.data} onChoose={(next) => void setVersion(next, { history: 'push' })} />
        )}
      </PageHeader>
      <PageBody>
        <Loaded query={query} rows={8}>
          {(plugin) => <Content plugin={plugin} />}
        </Loaded>
      </PageBody>
    </>
  );
}

function VersionSelect({ plugin, onChoose }: { plugin: PluginDetail; onChoose: (version: string | null) => void }) {
  const newest = plugin.versions.at(-1);
  return (
    <NativeSelect
      aria-label="Version"
      value={plugin.version}
      onChange={({ target }) => onChoose(target.value === newest ? null : target.value)}
      className="!w-auto"
    >
      {plugin.versions.toReversed().map((version) => (
        <option key={version} value={version}>
          Version {version}
        </option>
      ))}
    </NativeSelect>
  );
}

function Content({ plugin }: { plugin: PluginDetail }) {
  const { support, types, workflows, version, name } = plugin;
  const look = supportLook[support];
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-ink-2 text-sm">
        <Chip tone={look.tone}>{look.label}</Chip> {look.meaning}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Locations locations={plugin.locations} />
        <UseList usedBy={plugin.usedBy} what="it" />
      </div>
      {types.length > 0 && (
        <Panel aria-labelledby="types" className="overflow-hidden">
          <PanelHeader title={<span id="types">Types</span>} />
          <TypeTable types={types} from={{ plugin: name, version }} />
        </Panel>
      )}
      {workflows.length > 0 && (
        <Panel aria-labelledby="workflows" className="overflow-hidden">
          <PanelHeader title={<span id="workflows">Workflows</span>} />
          <DataTable label="Workflows" columns={workflowColumns} rows={workflows} rowKey={(each) => each.name} />
        </Panel>
      )}
    </>
  );
}

function Locations({ locations }: { locations: string[] }) {
  return (
    <Panel aria-labelledby="imports">
      <PanelHeader title={<span id="imports">Import it as</span>} />
      <ul className="flex flex-col px-4 py-2">
        {locations.map((location) => (
          <li key={location} className="flex min-h-8 items-center justify-between gap-2">
            <code className="min-w-0 text-xs [overflow-wrap:anywhere]">{location}</code>
            <CopyButton text={location} label={`Copy ${location}`} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const workflowColumns: Column<PluginDetail['workflows'][number]>[] = [
  { id: 'name', header: 'Workflow', primary: true, cell: ({ name }) => <code className="text-sm">{name}</code> },
  {
    id: 'parameters',
    header: 'Parameters',
    cell: ({ parameters }) => (
      <span className="font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">{parameters.join(', ') || '–'}</span>
    ),
  },
  {
    id: 'mapping',
    header: 'Implemented by',
    cell: ({ mapping }) => <code className="text-ink-3 text-xs [overflow-wrap:anywhere]">{mapping}</code>,
  },
];
