'use client';

import { useState } from 'react';
import type { CancelMode } from '../../core/engine/protocol.ts';
import type { ExecutionDetail } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { stopLooks, stopModes } from './stop-look.tsx';
import { useForceCancel } from './use-force-cancel.ts';
import { useStop } from './use-stop.ts';

/** The ways to end an execution that has not ended, each with what it does. */
export function StopForm({ execution }: { execution: ExecutionDetail }) {
  const [asked, setAsked] = useState<CancelMode | null>(null);
  const { cancel, isBusy } = useStop(execution.id);
  const forceIn = useForceCancel(execution);
  const modes = stopModes.filter(
    (mode) => execution.actions.includes(mode) && (mode !== 'force-cancel' || forceIn !== null),
  );
  if (modes.length === 0) return null;
  return (
    <>
      <ul aria-label="Ways to end it" className="divide-y divide-line rounded-lg border border-line">
        {modes.map((mode) => (
          <li key={mode} className="flex items-center justify-between gap-4 px-3 py-2">
            <span className="text-ink-2 text-sm">{stopLooks[mode].hint}</span>
            <Button
              disabled={isBusy || isTooEarly(mode, forceIn)}
              onClick={() => (stopLooks[mode].confirm ? setAsked(mode) : cancel(mode))}
            >
              {stopLooks[mode].icon} {stopLooks[mode].label}
              {isTooEarly(mode, forceIn) && ` in ${forceIn} s`}
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <Confirm
          open
          danger
          onOpenChange={() => setAsked(null)}
          title={stopLooks[asked].confirm?.title ?? ''}
          action={stopLooks[asked].label}
          {...(asked === 'kill' && { typeToConfirm: execution.deploymentName })}
          onConfirm={() => cancel(asked)}
        >
          {stopLooks[asked].confirm?.text}
        </Confirm>
      )}
    </>
  );
}

function isTooEarly(mode: CancelMode, forceIn: number | null): boolean {
  return mode === 'force-cancel' && forceIn !== 0;
}
