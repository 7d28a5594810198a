'use client';

import { useQuery } from '@tanstack/react-query';
import { FileUp, Plus } from 'lucide-react';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { HostDialogs } from './host-dialogs.tsx';
import { HostList } from './host-list.tsx';
import { isKeyOf } from './host-look.ts';
import { useHostCommands } from './use-host-commands.ts';
import { useHosts } from './use-hosts.ts';
import { useShownHost } from './use-hosts-url.ts';

const PendingKeys = later(async () => (await import('./pending-keys.tsx')).PendingKeys);

const HostKeys = later(async () => (await import('./host-keys.tsx')).HostKeys);

export function HostsPage() {
  const api = useApi();
  const canOperate = useCanOperate();
  const { host: shown, open } = useShownHost();
  const hosts = useHosts();
  const keys = useQuery(api.hosts.keys.queryOptions(undefined, { refetchInterval: 5_000 }));
  useHostCommands(hosts.data ?? [], open);
  const shownHost = hosts.data?.find(({ id }) => id === shown);
  // Those of the host whose details are open stand there.
  const keysAbove = (keys.data ?? []).filter((key) => !shownHost || !isKeyOf(shownHost, key));
  return (
    <>
      <PageHeader
        hasTabs
        isWide
        title="Hosts"
        lead="Machines that are reached over SSH. A host's key must be accepted by a person before anything is sent to it."
      >
        <Button onClick={() => open('use')}>Use in a blueprint</Button>
        {canOperate && (
          <>
            <Button onClick={() => open('import')}>
              <FileUp aria-hidden /> Import
            </Button>
            <Button variant="primary" onClick={() => open('add')}>
              <Plus aria-hidden /> Add a host
            </Button>
          </>
        )}
      </PageHeader>
      <UrlTabs
        label="Hosts"
        tabs={[
          {
            id: 'hosts',
            label: 'Hosts',
            count: hosts.data?.length,
            content: (
              <div className="pt-4">
                <PageBody>
                  {keysAbove.some(({ status }) => status === 'pending') && <PendingKeys keys={keysAbove} />}
                  <Loaded query={hosts}>{(rows) => <HostList hosts={rows} keys={keys.data ?? []} />}</Loaded>
                </PageBody>
              </div>
            ),
          },
          {
            id: 'keys',
            label: 'Host keys',
            count: keys.data?.length,
            content: (
              <div className="pt-4">
                <PageBody>
                  <Loaded query={keys}>{(rows) => <HostKeys keys={rows} />}</Loaded>
                </PageBody>
              </div>
            ),
          },
        ]}
      />
      <HostDialogs hosts={hosts.data ?? []} />
    </>
  );
}
