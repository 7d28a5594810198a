'use client';

import type { HostKeyView, HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { PaneSection } from '../ui/pane-section.tsx';
import { DecidedKeyButton } from './decided-key-button.tsx';
import { isKeyOf } from './host-look.ts';
import { KeyDecision, KeyStatus } from './key-status.tsx';
import { PendingKey } from './pending-key.tsx';
import { keyName } from './use-host-key-actions.ts';

/** The keys that the host's address ever showed, and what was decided about each; first those that nobody has. */
export function HostPaneKeys({ host, keys }: { host: HostView; keys: readonly HostKeyView[] }) {
  const canOperate = useCanOperate();
  const own = keys.filter((key) => isKeyOf(host, key));
  const pending = own.filter(({ status }) => status === 'pending');
  const decided = own.filter(({ status }) => status !== 'pending');
  return (
    <PaneSection title="Host keys">
      {own.length === 0 && (
        <p className="text-ink-2 text-sm">None yet. The first connection stops with the key that the host shows.</p>
      )}
      <ul className="flex flex-col gap-3">
        {pending.map((key) => (
          <li key={keyName(key)}>
            <PendingKey hostKey={key} />
          </li>
        ))}
        {decided.map((key) => (
          <li key={keyName(key)} className="text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <KeyStatus hostKey={key} />
              <span className="text-ink-2 text-xs">
                <KeyDecision hostKey={key} />
              </span>
              {canOperate && (
                <span className="ml-auto">
                  <DecidedKeyButton hostKey={key} />
                </span>
              )}
            </div>
            <code className="mt-1 block text-xs [overflow-wrap:anywhere]">{key.fingerprint}</code>
            <p className="text-ink-3 text-xs">{key.keyType}</p>
          </li>
        ))}
      </ul>
    </PaneSection>
  );
}
