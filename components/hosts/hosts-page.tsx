'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Chip } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { HostKeys } from './host-keys.tsx';

const columns: readonly Column<HostView>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    cell: (host) => (
      <span className="inline-flex items-center gap-2">
        {host.name}
        {host.lab && <Chip tone="accent">Lab host</Chip>}
      </span>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    cell: (host) => <code className="text-xs">{`${host.address}:${host.port}`}</code>,
  },
  { id: 'user', header: 'User', cell: (host) => <code className="text-xs">{host.user ?? '–'}</code> },
  { id: 'key', header: 'Key', cell: (host) => <code className="text-xs">{host.keySecret ?? '–'}</code> },
];

export function HostsPage() {
  const api = useApi();
  const hosts = useQuery(api.hosts.list.queryOptions());
  const keys = useQuery(api.hosts.keys.queryOptions(undefined, { refetchInterval: 5_000 }));
  return (
    <>
      <PageHeader
        title="Hosts"
        lead="Machines that are reached over SSH. A host's key must be accepted by a person before anything is sent to it."
      />
      <PageBody>
        <Loaded query={keys}>{(found) => <HostKeys keys={found} />}</Loaded>
        <Panel aria-labelledby="known-hosts" className="overflow-hidden">
          <PanelHeader title={<span id="known-hosts">Known hosts</span>} />
          <Loaded query={hosts}>
            {(rows) =>
              rows.length > 0 ? (
                <DataTable label="Known hosts" columns={columns} rows={rows} rowKey={({ id }) => id} />
              ) : (
                <Empty icon={<Server />} title="No hosts are known">
                  A blueprint names its hosts itself, by the ip of its Compute nodes.
                </Empty>
              )
            }
          </Loaded>
          {hosts.data?.some((host) => host.lab) && (
            <p className="border-line border-t px-4 py-2.5 text-ink-2 text-xs">
              Lab hosts are SSH servers of this product on this machine, for demonstrations. Commands on them really run
              here. GANTRY_LAB=0 turns them off.
            </p>
          )}
        </Panel>
      </PageBody>
    </>
  );
}
