import { clsx } from 'clsx';
import type { HostImportResult } from '../../server/api/contract.ts';
import { count } from '../ui/count.ts';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { placeOf } from './host-look.ts';

type Found = HostImportResult['hosts'][number];

const shownAtMost = 100;

const columns: readonly Column<Found>[] = [
  { id: 'name', header: 'Host', primary: true, cell: ({ name }) => name },
  { id: 'address', header: 'Address', cell: (host) => <code className="text-xs">{placeOf(host)}</code> },
  { id: 'user', header: 'Account', cell: ({ user }) => <code className="text-xs">{user ?? '–'}</code> },
  { id: 'jump', header: 'Through', cell: ({ jumpHost }) => jumpHost ?? '–' },
  { id: 'line', header: 'Line', align: 'right', cell: ({ line }) => <span className="tabular">{line}</span> },
];

/** What a text would add, what is wrong with it by line, and what it leaves out. */
export function ImportPreview({ result, isOld }: { result: HostImportResult; isOld: boolean }) {
  const { hosts, problems, skipped } = result;
  return (
    <div aria-live="polite" className={clsx('flex flex-col gap-4', isOld && 'opacity-60')}>
      {problems.length > 0 && (
        <Notice tone="bad" title={`${count(problems.length, 'line')} cannot be added as written`}>
          <ul className="flex max-h-48 flex-col gap-1 overflow-y-auto">
            {problems.slice(0, shownAtMost).map(({ line, host, message }) => (
              <li key={`${line} ${message}`}>
                <span className="tabular font-medium">Line {line}</span>
                {host !== null && `, ${host}`}: {message}
              </li>
            ))}
          </ul>
          <More all={problems.length} />
        </Notice>
      )}
      {hosts.length > 0 && (
        <Panel aria-label="Hosts that would be added" className="max-h-72 overflow-y-auto">
          <DataTable
            label="Hosts that would be added"
            columns={columns}
            rows={hosts.slice(0, shownAtMost)}
            rowKey={({ line, name }) => `${line} ${name}`}
          />
          <More all={hosts.length} />
        </Panel>
      )}
      {skipped.length > 0 && (
        <Fold title={`${skipped.length} left out`}>
          <ul className="flex max-h-40 flex-col gap-1 overflow-y-auto text-ink-2 text-sm">
            {skipped.slice(0, shownAtMost).map(({ line, name, reason }) => (
              <li key={`${line} ${name}`}>
                Line {line}, <code className="text-xs">{name}</code>: {reason}
              </li>
            ))}
          </ul>
          <More all={skipped.length} />
        </Fold>
      )}
      {hosts.length === 0 && problems.length === 0 && (
        <p className="text-ink-2 text-sm">There is no host in this text yet.</p>
      )}
    </div>
  );
}

function More({ all }: { all: number }) {
  if (all <= shownAtMost) return null;
  return <p className="px-4 py-2 text-ink-2 text-sm">And {all - shownAtMost} more.</p>;
}
