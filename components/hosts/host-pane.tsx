'use client';

import { PlugZap } from 'lucide-react';
import type { HostKeyView, HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { PaneSection } from '../ui/pane-section.tsx';
import { Notice } from '../ui/states.tsx';
import { HostCheck } from './host-check.tsx';
import { HostFactList } from './host-fact-list.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostPaneKeys } from './host-pane-keys.tsx';
import { HostPool } from './host-pool.tsx';
import { HostSignIn } from './host-sign-in.tsx';
import { LabelChips } from './label-chips.tsx';
import { useHostActions } from './use-host-actions.ts';
import { isTesting } from './use-hosts.ts';

interface HostPaneProps {
  host: HostView;
  hosts: readonly HostView[];
  keys: readonly HostKeyView[];
  onClose: () => void;
}

/** All that is known about one host, beside the list; on a narrow window in its place. */
export function HostPane({ host, hosts, keys, onClose }: HostPaneProps) {
  const canOperate = useCanOperate();
  return (
    <DetailsPane
      name={host.name}
      title={
        <>
          {host.name} {host.lab && <Chip tone="accent">Lab</Chip>}
        </>
      }
      lead={<HostCheck host={host} />}
      actions={
        <>
          {canOperate && <TestButton host={host} />}
          <HostMenu host={host} onRemoved={onClose} />
        </>
      }
      back="Back to all hosts"
      onClose={onClose}
    >
      {host.checkError !== null && (
        <Notice tone="bad" title="The last test failed">
          {host.checkError}
        </Notice>
      )}
      <HostPool host={host} />
      <PaneSection title="Labels">
        <LabelChips labels={host.labels} />
      </PaneSection>
      {host.notes !== '' && (
        <PaneSection title="Notes">
          <p className="whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">{host.notes}</p>
        </PaneSection>
      )}
      <HostFactList facts={host.facts} />
      <HostSignIn host={host} hosts={hosts} />
      <HostPaneKeys host={host} keys={keys} />
    </DetailsPane>
  );
}

function TestButton({ host }: { host: HostView }) {
  const actions = useHostActions();
  return (
    <Button disabled={actions.isBusy || isTesting(host)} onClick={() => actions.test([host.id])}>
      <PlugZap aria-hidden /> Test
    </Button>
  );
}
