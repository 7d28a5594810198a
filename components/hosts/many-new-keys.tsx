'use client';

import { useState } from 'react';
import type { HostKeyView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { choiceColumn } from '../ui/choice-column.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Notice } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { placeOf } from './host-look.ts';
import { PendingKeyButtons } from './pending-key-buttons.tsx';
import { keyName, useDecideKeys } from './use-host-key-actions.ts';

const columns: readonly Column<HostKeyView>[] = [
  { id: 'host', header: 'Host', primary: true, cell: (key) => <code className="text-xs">{placeOf(key)}</code> },
  {
    id: 'fingerprint',
    header: 'Fingerprint',
    cell: (key) => <code className="text-xs [overflow-wrap:anywhere]">{key.fingerprint}</code>,
  },
  { id: 'type', header: 'Kind', cell: (key) => key.keyType },
  { id: 'seen', header: 'First seen', align: 'right', cell: (key) => <Ago at={key.firstSeenAt} /> },
];

const decision: Column<HostKeyView> = {
  id: 'actions',
  header: 'Actions',
  hideHeader: true,
  align: 'right',
  cell: (key) => (
    <span className="inline-flex gap-2">
      <PendingKeyButtons hostKey={key} />
    </span>
  ),
};

/** First keys of many hosts, to be compared in one list and accepted or refused together. */
export function ManyNewKeys({ keys }: { keys: readonly HostKeyView[] }) {
  const canOperate = useCanOperate();
  const decide = useDecideKeys();
  const [chosen, choose] = useState<string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const all = new Set(chosen);
  const meant = keys.filter((key) => all.has(keyName(key)));
  const choice = choiceColumn({
    rows: keys,
    keyOf: keyName,
    nameOf: (key) => `the key of ${placeOf(key)}`,
    chosen,
    onChoose: choose,
  });
  return (
    <>
      <Notice
        tone="warn"
        title={`${keys.length} hosts show a key that nobody has accepted`}
        action={
          canOperate && (
            <>
              {meant.length === 0 && (
                <Button size="sm" onClick={() => choose(keys.map(keyName))}>
                  Choose all {keys.length}
                </Button>
              )}
              {meant.length > 0 && (
                <>
                  <Button size="sm" variant="primary" disabled={decide.isPending} onClick={() => setAsked(true)}>
                    Accept {meant.length}
                  </Button>
                  <Button
                    size="sm"
                    disabled={decide.isPending}
                    onClick={() => decide.mutate({ keys: meant, verdict: 'revoke' })}
                  >
                    Refuse {meant.length}
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => choose([])}>
                    Choose none
                  </Button>
                </>
              )}
            </>
          )
        }
      >
        Compare the fingerprints with those on the hosts (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) before you
        accept them.
      </Notice>
      <Panel aria-label="New host keys" className="max-h-96 overflow-y-auto">
        <DataTable
          label="New host keys"
          columns={canOperate ? [choice, ...columns, decision] : columns}
          rows={keys}
          rowKey={keyName}
        />
      </Panel>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        title={`Accept the keys of ${meant.length} hosts?`}
        action={`Accept ${meant.length}`}
        onConfirm={() => decide.mutate({ keys: meant, verdict: 'accept' })}
      >
        From now on only these keys are trusted for their addresses. Accept them only when you know the fingerprints
        from the hosts themselves.
      </Confirm>
    </>
  );
}
