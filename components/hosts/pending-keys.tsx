'use client';

import type { HostKeyView } from '../../server/api/contract.ts';
import { ManyNewKeys } from './many-new-keys.tsx';
import { PendingKey } from './pending-key.tsx';
import { keyName } from './use-host-key-actions.ts';

/** More than these are a list, so that the page below stays near. */
const cardsAtMost = 3;

/** The keys that wait for a person: each change of a key as a warning of its own, many first ones as a list. */
export function PendingKeys({ keys }: { keys: readonly HostKeyView[] }) {
  const pending = keys.filter(({ status }) => status === 'pending');
  const changed = pending.filter(({ replaces }) => replaces !== null);
  const first = pending.filter(({ replaces }) => replaces === null);
  return (
    <>
      {changed.map((key) => (
        <PendingKey key={keyName(key)} hostKey={key} />
      ))}
      {first.length <= cardsAtMost ? (
        first.map((key) => <PendingKey key={keyName(key)} hostKey={key} />)
      ) : (
        <ManyNewKeys keys={first} />
      )}
    </>
  );
}
