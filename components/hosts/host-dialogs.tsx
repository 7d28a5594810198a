'use client';

import type { HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { later } from '../ui/later.tsx';
import { useShownHost } from './use-hosts-url.ts';

const HostDialog = later(async () => (await import('./host-dialog.tsx')).HostDialog);
const ImportDialog = later(async () => (await import('./import-dialog.tsx')).ImportDialog);
const UseDialog = later(async () => (await import('./use-dialog.tsx')).UseDialog);

/** The dialog that the URL names, over the page of hosts. Who may not change hosts gets none that does. */
export function HostDialogs({ hosts }: { hosts: readonly HostView[] }) {
  const canOperate = useCanOperate();
  const shown = useShownHost();
  const host = hosts.find(({ id }) => id === shown.host);
  if (shown.dialog === 'use') return <UseDialog hosts={hosts} {...(host && { host })} onClose={shown.close} />;
  if (!canOperate) return null;
  if (shown.dialog === 'import') return <ImportDialog hosts={hosts} onClose={shown.close} />;
  if (shown.dialog === 'add') return <HostDialog hosts={hosts} onClose={shown.close} onDone={shown.closeAt} />;
  if (shown.dialog === 'edit' && host) {
    return <HostDialog key={host.id} hosts={hosts} host={host} onClose={shown.close} onDone={shown.closeAt} />;
  }
  return null;
}
