'use client';

import { ScrollText } from 'lucide-react';
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Fault, Skeleton } from '../ui/states.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { Announcer } from './announcer.tsx';
import type { LogSnapshot } from './event-log.ts';
import { isEmptyFilter, type LogFilter, logLevels } from './log-filter.ts';
import { LogLines } from './log-lines.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { useEventLog } from './use-event-log.ts';

const logState = {
  q: parseAsString.withDefault(''),
  level: parseAsStringLiteral(logLevels),
  wrap: parseAsBoolean,
  line: parseAsInteger,
};

interface LogPanelProps {
  execution: ExecutionSummary;
  /** What is chosen on the drawing; the log shows only that. */
  selection: { node: string | null; instance: string | null };
  onClearSelection: () => void;
  onEvents: (events: readonly EventView[]) => void;
}

/** The live log of an execution. Its filters, its wrapping and a marked line are in the URL. */
export function LogPanel({ execution, selection, onClearSelection, onEvents }: LogPanelProps) {
  const [state, setState] = useQueryStates(logState);
  const { q, level, line } = state;
  const { instance } = selection;
  const node = instance === null ? selection.node : null;
  const filter = useMemo<LogFilter>(() => ({ text: q, level, node, instance }), [q, level, node, instance]);
  const { log, snapshot } = useEventLog({ executionId: execution.id, filter, line, onEvents });
  const isNarrow = useIsNarrow();
  const wrap = state.wrap ?? isNarrow;
  const onText = useCallback((text: string) => void setState({ q: text || null }), [setState]);
  const onMark = useCallback((seq: number) => void setState({ line: seq === line ? null : seq }), [setState, line]);
  function clearFilters(): void {
    void setState({ q: null, level: null });
    onClearSelection();
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <LogToolbar
        filter={filter}
        onText={onText}
        onLevel={(next) => void setState({ level: next })}
        onClearSelection={onClearSelection}
        wrap={wrap}
        onWrap={(next) => void setState({ wrap: next === isNarrow ? null : next })}
        connection={snapshot.connection}
        ended={
          !isActive(execution.status) && snapshot.lastSeq >= execution.lastSeq && snapshot.connection !== 'connecting'
        }
      />
      <Body snapshot={snapshot} filter={filter} execution={execution} onClear={clearFilters}>
        <LogLines key={execution.id} {...{ log, snapshot, wrap, line, onMark }} />
      </Body>
      <Announcer snapshot={snapshot} />
    </div>
  );
}

interface BodyProps {
  snapshot: LogSnapshot;
  filter: LogFilter;
  execution: ExecutionSummary;
  onClear: () => void;
  children: ReactNode;
}

function Body({ snapshot, filter, execution, onClear, children }: BodyProps) {
  if (snapshot.rows.length > 0) return children;
  if (snapshot.lastSeq === 0 && snapshot.fault !== null) return <Fault fault={snapshot.fault} />;
  if (snapshot.connection === 'connecting' || snapshot.isLoadingOlder) return <LogSkeleton />;
  if (!isEmptyFilter(filter) && snapshot.lastSeq > 0) {
    return (
      <Empty
        icon={<ScrollText />}
        title="No line passes the filters"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        {snapshot.lastSeq.toLocaleString('en')} lines are hidden.
      </Empty>
    );
  }
  return (
    <Empty
      icon={<ScrollText />}
      title={isActive(execution.status) ? 'Waiting for the first line' : 'Nothing was logged'}
    >
      {isActive(execution.status) &&
        (execution.startedAt === null
          ? 'It begins when nothing is in its way: an execution that runs, or too many at once.'
          : 'The worker takes the execution up within a few seconds.')}
    </Empty>
  );
}

function LogSkeleton() {
  return (
    <div role="status" aria-label="Loading the log" className="flex flex-col gap-2.5 p-4">
      {['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-1/3'].map((width) => (
        <Skeleton key={width} className={`h-2.5 ${width}`} />
      ))}
    </div>
  );
}
