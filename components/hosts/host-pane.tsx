'use client';

import { ArrowLeft, PlugZap, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { HostKeyView, HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Notice } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { HostCheck } from './host-check.tsx';
import { HostFactList } from './host-fact-list.tsx';
import { HostMenu } from './host-menu.tsx';
import { HostPaneKeys } from './host-pane-keys.tsx';
import { HostPool } from './host-pool.tsx';
import { HostSignIn } from './host-sign-in.tsx';
import { LabelChips } from './label-chips.tsx';
import { PaneSection } from './pane-section.tsx';
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
  const title = useRef<HTMLHeadingElement>(null);
  const [wasIn] = useState(() => document.activeElement);
  useEffect(() => {
    title.current?.focus();
    return () => {
      if (wasIn instanceof HTMLElement) wasIn.focus();
    };
  }, [wasIn]);
  return (
    <Panel
      aria-label={`Details of ${host.name}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="flex min-w-0 flex-col lg:sticky lg:top-4 lg:max-h-[calc(100dvh-5rem)]"
    >
      <header className="flex items-start gap-2 border-line border-b px-4 py-2.5">
        <IconButton label="Back to all hosts" className="-ml-2 lg:hidden" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        <div className="min-w-0 flex-1">
          <h2
            ref={title}
            tabIndex={-1}
            className="flex items-center gap-2 font-semibold text-base [overflow-wrap:anywhere]"
          >
            {host.name} {host.lab && <Chip tone="accent">Lab</Chip>}
          </h2>
          <p className="mt-1">
            <HostCheck host={host} />
          </p>
        </div>
        {canOperate && <TestButton host={host} />}
        <HostMenu host={host} onRemoved={onClose} />
        <IconButton label="Close the details" className="-mr-2 max-lg:hidden" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={`Facts of ${host.name}`} className="min-h-0 flex-1 lg:overflow-y-auto">
        <div className="flex flex-col gap-5 p-4">
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
        </div>
      </section>
    </Panel>
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
