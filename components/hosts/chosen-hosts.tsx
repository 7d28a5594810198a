'use client';

import { PlugZap, Tag, Trash2, Wrench, X } from 'lucide-react';
import { useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { later } from '../ui/later.tsx';
import { useHostActions } from './use-host-actions.ts';

const LabelsDialog = later(async () => (await import('./labels-dialog.tsx')).LabelsDialog);
const OutOfServiceDialog = later(async () => (await import('./out-of-service-dialog.tsx')).OutOfServiceDialog);
const RemoveHosts = later(async () => (await import('./remove-hosts.tsx')).RemoveHosts);

interface ChosenHostsProps {
  /** Those that the list shows. */
  hosts: readonly HostView[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** What can be done with the chosen hosts at once. */
export function ChosenHosts({ hosts, chosen, onChoose }: ChosenHostsProps) {
  const actions = useHostActions();
  const [asked, ask] = useState<'labels' | 'rest' | 'remove' | null>(null);
  const all = new Set(chosen);
  const meant = hosts.filter(({ id }) => all.has(id));
  const ids = meant.map(({ id }) => id);
  if (meant.length === 0) return null;
  const resting = meant.filter(({ state }) => state === 'out-of-service');
  return (
    <section aria-label="Chosen hosts" className="flex flex-wrap items-center gap-2">
      <Button variant="primary" disabled={actions.isBusy} onClick={() => actions.test(ids)}>
        <PlugZap aria-hidden /> Test {count(meant.length, 'connection')}
      </Button>
      <Button onClick={() => ask('labels')}>
        <Tag aria-hidden /> Labels
      </Button>
      {resting.length < meant.length && (
        <Button onClick={() => ask('rest')}>
          <Wrench aria-hidden /> Out of service
        </Button>
      )}
      {resting.length > 0 && (
        <Button disabled={actions.isBusy} onClick={() => actions.putBack(resting.map(({ id }) => id))}>
          <Wrench aria-hidden /> Put back
        </Button>
      )}
      <Button onClick={() => ask('remove')}>
        <Trash2 aria-hidden /> Remove
      </Button>
      {meant.length < hosts.length && (
        <Button variant="ghost" onClick={() => onChoose(hosts.map(({ id }) => id))}>
          Choose all {hosts.length}
        </Button>
      )}
      <Button variant="ghost" onClick={() => onChoose([])}>
        <X aria-hidden /> Choose none
      </Button>
      {asked === 'labels' && <LabelsDialog hosts={meant} onClose={() => ask(null)} />}
      {asked === 'rest' && <OutOfServiceDialog hosts={meant} onClose={() => ask(null)} />}
      {asked === 'remove' && <RemoveHosts hosts={meant} onClose={() => ask(null)} onDone={() => onChoose([])} />}
    </section>
  );
}
