'use client';

import { KeySquare } from 'lucide-react';
import type { HostKeyView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { PendingKey } from './pending-key.tsx';
import { keyName, useHostKeyActions } from './use-host-key-actions.ts';

const columns: readonly Column<HostKeyView>[] = [
  {
    id: 'host',
    header: 'Host',
    primary: true,
    cell: (key) => <code className="text-xs">{`${key.address}:${key.port}`}</code>,
  },
  { id: 'type', header: 'Kind', cell: (key) => key.keyType },
  {
    id: 'fingerprint',
    header: 'Fingerprint',
    cell: (key) => <code className="text-xs [overflow-wrap:anywhere]">{key.fingerprint}</code>,
  },
  {
    id: 'status',
    header: 'Status',
    cell: (key) => (key.status === 'accepted' ? <Chip tone="good">Accepted</Chip> : <Chip>Revoked</Chip>),
  },
  {
    id: 'by',
    header: 'Decided',
    cell: (key) => (
      <span>
        {key.decidedAt && <Ago at={key.decidedAt} />} by {key.decidedBy ?? 'the system'}
      </span>
    ),
  },
];

/** Keys that wait for a person first, then those that were decided about. */
export function HostKeys({ keys }: { keys: readonly HostKeyView[] }) {
  const canOperate = useCanOperate();
  const actions = useHostKeyActions();
  const pending = keys.filter((key) => key.status === 'pending');
  const decided = keys.filter((key) => key.status !== 'pending');
  const change: Column<HostKeyView> = {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    cell: (key) => (
      <Button
        size="sm"
        disabled={actions.isBusy}
        aria-label={`${key.status === 'accepted' ? 'Revoke' : 'Accept'} the key of ${key.address}:${key.port}`}
        onClick={() => (key.status === 'accepted' ? actions.revoke(key) : actions.accept(key))}
      >
        {key.status === 'accepted' ? 'Revoke' : 'Accept'}
      </Button>
    ),
  };
  return (
    <>
      {pending.map((key) => (
        <PendingKey key={keyName(key)} hostKey={key} canOperate={canOperate} actions={actions} />
      ))}
      <Panel aria-labelledby="host-keys" className="overflow-hidden">
        <PanelHeader title={<span id="host-keys">Host keys</span>} />
        {decided.length > 0 ? (
          <DataTable
            label="Host keys"
            columns={canOperate ? [...columns, change] : columns}
            rows={decided}
            rowKey={keyName}
          />
        ) : (
          <Empty icon={<KeySquare />} title="No host keys yet">
            The first operation on a new host stops with its fingerprint, which then waits here for you.
          </Empty>
        )}
      </Panel>
    </>
  );
}
