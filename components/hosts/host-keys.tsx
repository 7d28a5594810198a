'use client';

import { KeySquare } from 'lucide-react';
import type { HostKeyView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { DecidedKeyButton } from './decided-key-button.tsx';
import { placeOf } from './host-look.ts';
import { KeyDecision, KeyStatus } from './key-status.tsx';
import { PendingKeys } from './pending-keys.tsx';
import { keyName } from './use-host-key-actions.ts';

const columns: readonly Column<HostKeyView>[] = [
  { id: 'host', header: 'Host', primary: true, cell: (key) => <code className="text-xs">{placeOf(key)}</code> },
  { id: 'type', header: 'Kind', cell: (key) => key.keyType },
  {
    id: 'fingerprint',
    header: 'Fingerprint',
    cell: (key) => <code className="text-xs [overflow-wrap:anywhere]">{key.fingerprint}</code>,
  },
  { id: 'status', header: 'Status', cell: (key) => <KeyStatus hostKey={key} /> },
  { id: 'by', header: 'Decided', cell: (key) => <KeyDecision hostKey={key} /> },
];

const change: Column<HostKeyView> = {
  id: 'actions',
  header: 'Actions',
  hideHeader: true,
  align: 'right',
  cell: (key) => <DecidedKeyButton hostKey={key} />,
};

/** Keys that wait for a person first, then those that were decided about. */
export function HostKeys({ keys }: { keys: readonly HostKeyView[] }) {
  const canOperate = useCanOperate();
  const decided = keys.filter((key) => key.status !== 'pending');
  return (
    <>
      <PendingKeys keys={keys} />
      <Panel aria-label="Host keys" className="overflow-hidden">
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
