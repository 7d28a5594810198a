'use client';

import type { HostKeyView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Notice } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { placeOf } from './host-look.ts';
import { PendingKeyButtons } from './pending-key-buttons.tsx';

/** A key that a host showed and that nobody has accepted; one that replaces an accepted key is a warning. */
export function PendingKey({ hostKey }: { hostKey: HostKeyView }) {
  const canOperate = useCanOperate();
  const { fingerprint, keyType, replaces, firstSeenAt } = hostKey;
  const host = placeOf(hostKey);
  return (
    <Notice
      tone={replaces === null ? 'warn' : 'bad'}
      title={
        replaces === null
          ? `${host} shows a key that nobody has accepted`
          : `${host} shows another key than the one that was accepted`
      }
      action={canOperate && <PendingKeyButtons hostKey={hostKey} />}
    >
      <p>
        {replaces === null
          ? 'Compare the fingerprint with the one on the host (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you accept it.'
          : 'The host was installed anew, or someone stands in between. Find out which before you accept it.'}
      </p>
      <dl className="mt-1.5 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-0.5 text-xs">
        {replaces !== null && <Fingerprint label="Accepted before" value={replaces} />}
        <Fingerprint label="Shown now" value={fingerprint} />
        <dt className="text-ink-2">Kind, first seen</dt>
        <dd>
          {keyType}, <Ago at={firstSeenAt} />
        </dd>
      </dl>
    </Notice>
  );
}

function Fingerprint({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-ink-2">{label}</dt>
      <dd className="flex items-center gap-1">
        <code className="[overflow-wrap:anywhere]">{value}</code>
        <CopyButton text={value} label="Copy the fingerprint" />
      </dd>
    </>
  );
}
