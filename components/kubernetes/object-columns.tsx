import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import type { KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { StateMark } from '../topology/state-mark.tsx';
import type { Column } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { readyText, stateLook } from './object-look.ts';

const none = <span className="text-ink-3">–</span>;

/** The columns of the table of objects; `namespace` is said where there is more than one. */
export function objectColumns(hasNamespaces: boolean): readonly Column<KubernetesRow>[] {
  return [
    { id: 'object', header: 'Object', primary: true, cell: (row) => <Name row={row} hasNamespace={hasNamespaces} /> },
    { id: 'state', header: 'State', cell: (row) => <State row={row} /> },
    {
      id: 'ready',
      header: 'Ready',
      align: 'right',
      cell: (row) => <span className="tabular">{readyText(row) || none}</span>,
    },
    {
      id: 'restarts',
      header: 'Restarts',
      align: 'right',
      minor: true,
      cell: ({ pod }) => (
        <span className={clsx('tabular', pod && pod.restarts > 0 && 'text-warn')}>{pod ? pod.restarts : none}</span>
      ),
    },
    { id: 'host', header: 'On', minor: true, cell: ({ pod }) => pod?.host ?? none },
    { id: 'node', header: 'Of', minor: true, cell: ({ depth, node }) => (depth === 0 ? node : none) },
    { id: 'age', header: 'Made', cell: ({ createdAt }) => (createdAt === null ? none : <Ago at={createdAt} />) },
  ];
}

/** How far it is set in stands for what it is below; it is said, too. */
function Name({ row, hasNamespace }: { row: KubernetesRow; hasNamespace: boolean }) {
  const { depth, kind, name, namespace, events } = row;
  return (
    <span className="flex min-w-0 items-center gap-2" style={{ paddingLeft: `${depth * 1.25}rem` }}>
      {depth > 0 && <span className="sr-only">Level {depth + 1}: </span>}
      <span className="flex min-w-0 flex-col md:flex-row md:items-baseline md:gap-2">
        <span className="shrink-0 text-ink-3 text-xs">{kind}</span>
        <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">
          {hasNamespace && namespace !== null && <span className="text-ink-3">{namespace}/</span>}
          {name}
        </span>
      </span>
      {events.warnings > 0 && depth === 0 && (
        <TriangleAlert
          role="img"
          aria-label={events.warnings === 1 ? '1 warning' : `${events.warnings} warnings`}
          className="size-3.5 shrink-0 text-warn"
        />
      )}
    </span>
  );
}

function State({ row: { state, reason } }: { row: KubernetesRow }) {
  const { label, mark } = stateLook[state];
  return (
    <span className="flex min-w-0 items-center gap-2 max-md:justify-end">
      <StateMark kind={mark} />
      <span className="min-w-0">
        <span className={state === 'failed' ? 'text-bad' : undefined}>{label}</span>
        {reason !== null && (
          <span className="line-clamp-2 text-ink-2 text-xs [overflow-wrap:anywhere]" title={reason}>
            {reason}
          </span>
        )}
      </span>
    </span>
  );
}
