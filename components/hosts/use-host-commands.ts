'use client';

import type { HostView } from '../../server/api/contract.ts';
import { useCommands } from '../shell/commands.ts';
import { useCanOperate } from '../shell/session.tsx';
import { count } from '../ui/count.ts';
import { useHostActions } from './use-host-actions.ts';
import type { useShownHost } from './use-hosts-url.ts';

/** Offers in the palette what can be done on the page of hosts. */
export function useHostCommands(hosts: readonly HostView[], open: ReturnType<typeof useShownHost>['open']): void {
  const canOperate = useCanOperate();
  const { test, isBusy } = useHostActions();
  const change = [
    { label: 'Add a host', run: () => open('add') },
    { label: 'Import hosts', run: () => open('import') },
  ];
  const ids = hosts.map(({ id }) => id);
  const testAll = { label: `Test ${count(ids.length, 'connection')}`, run: () => test(ids) };
  useCommands('Hosts', [
    ...(canOperate ? change : []),
    ...(canOperate && ids.length > 0 && !isBusy ? [testAll] : []),
    { label: 'Use hosts in a blueprint', run: () => open('use') },
  ]);
}
