'use client';

import { History } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { AttemptOutcome, InstanceOperation } from '../../server/api/contract.ts';
import type { MarkKind } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Link } from '../ui/link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { shortOperation } from './short-operation.ts';

const looks: Record<AttemptOutcome, { mark: MarkKind; label: string }> = {
  running: { mark: 'progress', label: 'Running' },
  succeeded: { mark: 'started', label: 'Succeeded' },
  failed: { mark: 'failed', label: 'Failed' },
  rescheduled: { mark: 'third', label: 'Waits for another attempt' },
};

interface InstanceHistoryProps {
  operations: readonly InstanceOperation[];
  node: string;
  instance: string;
}

/** What ran on an instance, newest first; each leads to its lines in the log. */
export function InstanceHistory({ operations, node, instance }: InstanceHistoryProps) {
  const pathname = usePathname();
  if (operations.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 py-3 text-ink-3 text-xs">
        <History aria-hidden className="size-4" /> No operation has run on it.
      </p>
    );
  }
  return (
    <ol aria-label={`Operations of ${instance}`} className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={`${operation.executionId} ${operation.task}`}>
          <Link
            href={`${pathname}?${lineOf(operation, { node, instance })}`}
            title={operation.operation}
            className="flex min-h-9 items-center gap-2.5 px-4 py-1.5 text-xs hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <StateMark kind={looks[operation.outcome].mark} label={looks[operation.outcome].label} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{shortOperation(operation.operation)}</span>
              {operation.error && (
                <span className="line-clamp-2 block text-bad [overflow-wrap:anywhere]">{operation.error.message}</span>
              )}
            </span>
            <span className="shrink-0 text-right text-ink-2">
              <span className="block">
                {operation.workflow}
                {operation.attempts > 1 && <span className="text-warn"> · attempt {operation.attempts}</span>}
              </span>
              <span className="block text-ink-3">
                {operation.startedAt && <Elapsed from={operation.startedAt} to={operation.endedAt} />}
                {operation.startedAt && ' · '}
                {(operation.endedAt ?? operation.startedAt) && (
                  <Ago at={operation.endedAt ?? operation.startedAt ?? ''} />
                )}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** The query of the page on which the end of an operation is marked in the log, among the lines of its instance. */
export function lineOf(operation: InstanceOperation, of: { node: string; instance: string }): URLSearchParams {
  return new URLSearchParams({
    exec: operation.executionId,
    node: of.node,
    inst: of.instance,
    line: String(operation.seq),
  });
}
