'use client';

import { useState } from 'react';
import type { HostKeyView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { placeOf } from './host-look.ts';
import { useHostKeyActions } from './use-host-key-actions.ts';

/** Takes back what was decided about a key, once the person has confirmed it. */
export function DecidedKeyButton({ hostKey }: { hostKey: HostKeyView }) {
  const actions = useHostKeyActions();
  const [isAsked, setAsked] = useState(false);
  const place = placeOf(hostKey);
  const isAccepted = hostKey.status === 'accepted';
  const verb = isAccepted ? 'Revoke' : 'Accept';
  return (
    <>
      <Button
        size="sm"
        disabled={actions.isBusy}
        aria-label={`${verb} the key of ${place}`}
        onClick={() => setAsked(true)}
      >
        {verb}
      </Button>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        title={isAccepted ? `Revoke the key of ${place}?` : `Accept the revoked key of ${place}?`}
        action={`${verb} the key`}
        danger
        onConfirm={() => (isAccepted ? actions.revoke(hostKey) : actions.accept(hostKey))}
      >
        {isAccepted
          ? 'Nothing is sent to this address any more until a key of it is accepted again. What runs there goes on.'
          : 'From now on only this key is trusted for this address:'}{' '}
        <code className="text-xs [overflow-wrap:anywhere]">{hostKey.fingerprint}</code>
      </Confirm>
    </>
  );
}
