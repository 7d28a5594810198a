'use client';

import { useState } from 'react';
import type { HostKeyView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { placeOf } from './host-look.ts';
import { useHostKeyActions } from './use-host-key-actions.ts';

/** Accepts or refuses a key that waits; one in the place of an accepted key is asked about once more. */
export function PendingKeyButtons({ hostKey }: { hostKey: HostKeyView }) {
  const actions = useHostKeyActions();
  const [isAsked, setAsked] = useState(false);
  const { fingerprint, replaces } = hostKey;
  const host = placeOf(hostKey);
  return (
    <>
      <Button
        size="sm"
        variant={replaces === null ? 'primary' : 'danger'}
        disabled={actions.isBusy}
        aria-label={`Accept the key of ${host}`}
        onClick={() => (replaces === null ? actions.accept(hostKey) : setAsked(true))}
      >
        Accept
      </Button>
      <Button
        size="sm"
        disabled={actions.isBusy}
        aria-label={`Refuse the key of ${host}`}
        onClick={() => actions.revoke(hostKey)}
      >
        Refuse
      </Button>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        title={`Accept the new key of ${host}?`}
        action="Accept the new key"
        danger
        onConfirm={() => actions.accept(hostKey)}
      >
        From now on only this key is trusted for this address:{' '}
        <code className="text-xs [overflow-wrap:anywhere]">{fingerprint}</code>
      </Confirm>
    </>
  );
}
