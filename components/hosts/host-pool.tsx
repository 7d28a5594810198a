'use client';

import { useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { PaneSection } from '../ui/pane-section.tsx';
import { Ago } from '../ui/time.tsx';
import { HostState } from './host-state.tsx';
import { useHostActions } from './use-host-actions.ts';

/** Which deployment holds the host, or why none may; a person can give it back by hand. */
export function HostPool({ host }: { host: HostView }) {
  const canOperate = useCanOperate();
  const actions = useHostActions();
  const [isAsked, setAsked] = useState(false);
  const { holder } = host;
  return (
    <PaneSection title="Pool">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <HostState host={host} />
        {canOperate && holder && (
          <Button size="sm" className="ml-auto" disabled={actions.isBusy} onClick={() => setAsked(true)}>
            Release
          </Button>
        )}
        {canOperate && host.state === 'out-of-service' && (
          <Button size="sm" className="ml-auto" disabled={actions.isBusy} onClick={() => actions.putBack([host.id])}>
            Put back
          </Button>
        )}
      </div>
      {host.outOfServiceReason && <p className="mt-1 text-ink-2 text-sm">{host.outOfServiceReason}</p>}
      {holder && (
        <p className="mt-1 text-ink-2 text-sm">
          <code className="text-xs">{holder.instance}</code> has had it since <Ago at={holder.since} />.
        </p>
      )}
      {holder && (
        <Confirm
          open={isAsked}
          onOpenChange={setAsked}
          title={`Release ${host.name}?`}
          action="Release"
          danger
          onConfirm={() => actions.release(host.id)}
        >
          {holder.deployment.name} loses it without being uninstalled: what it put there stays, and another deployment
          may take the host at once.
        </Confirm>
      )}
    </PaneSection>
  );
}
