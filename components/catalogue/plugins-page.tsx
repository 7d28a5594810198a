'use client';

import { useQuery } from '@tanstack/react-query';
import type { PluginSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Chip } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { CatalogueTabs } from './catalogue-tabs.tsx';
import { supportLook } from './type-look.tsx';

/** What blueprints can import without bringing it themselves. */
export function PluginsPage() {
  const api = useApi();
  const query = useQuery(api.catalogue.plugins.queryOptions());
  return (
    <>
      <PageHeader
        hasTabs
        title="Plugins and types"
        windowTitle="Plugins"
        lead="What blueprints can import by its usual location. Their definitions are part of the product; nothing is fetched."
      />
      <CatalogueTabs />
      <div className="pt-4">
        <PageBody>
          <Panel aria-label="Plugins" className="overflow-hidden">
            <Loaded query={query} rows={12}>
              {(plugins) => <DataTable label="Plugins" columns={columns} rows={plugins} rowKey={({ name }) => name} />}
            </Loaded>
          </Panel>
        </PageBody>
      </div>
    </>
  );
}

const columns: Column<PluginSummary>[] = [
  {
    id: 'title',
    header: 'Plugin',
    primary: true,
    cell: ({ name, title, brings }) => (
      <span className="block">
        <TextLink href={`/plugins/${name}`}>{title}</TextLink>
        <span className="block max-w-xl font-normal text-ink-2 text-xs">{brings}</span>
      </span>
    ),
  },
  {
    id: 'support',
    header: 'In Gantry',
    cell: ({ support }) => (
      <Chip tone={supportLook[support].tone} title={supportLook[support].meaning}>
        {supportLook[support].label}
      </Chip>
    ),
  },
  {
    id: 'versions',
    header: 'Versions',
    cell: ({ versions }) => (
      <span className="tabular" title={versions.join(', ')}>
        {versions.length > 1 ? `${versions[0]} – ${versions.at(-1)}` : versions[0]}
      </span>
    ),
  },
  {
    id: 'types',
    header: 'Types',
    align: 'right',
    cell: ({ typeCount }) => <span className="tabular">{typeCount}</span>,
  },
  {
    id: 'used',
    header: 'Used by',
    align: 'right',
    cell: ({ useCount }) => <UseCount count={useCount} />,
  },
];

/** In how many blueprints something is used. */
export function UseCount({ count }: { count: number }) {
  if (count === 0) return <span className="whitespace-nowrap text-ink-3">no blueprint</span>;
  return <span className="tabular whitespace-nowrap">{count === 1 ? '1 blueprint' : `${count} blueprints`}</span>;
}
