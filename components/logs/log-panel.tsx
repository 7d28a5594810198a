'use client';

import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { later } from '../ui/later.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { Announcer } from './announcer.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import { FindBar } from './find-bar.tsx';
import { LogBody } from './log-body.tsx';
import { isEmptyFilter } from './log-filter.ts';
import { LogFilters } from './log-filters.tsx';
import { LogLines } from './log-lines.tsx';
import { LogMenu } from './log-menu.tsx';
import { LogRuler } from './log-ruler.tsx';
import { LogStatus } from './log-status.tsx';
import { type TimeStyle, useTimeStyle } from './log-time.ts';
import { LogToolbar } from './log-toolbar.tsx';
import { useFullScreen } from './use-full-screen.ts';
import { useLogKeys } from './use-log-keys.ts';
import { type LogPanelProps, type LogView, useLogPanel } from './use-log-panel.ts';

const LogOperations = later(
  async () => (await import('./log-operations.tsx')).LogOperations,
  <SkeletonRows rows={8} />,
);

/** The live log of an execution. All that it shows is in the URL. */
export function LogPanel(props: LogPanelProps) {
  const { execution } = props;
  const panel = useRef<HTMLDivElement>(null);
  const view = useLogPanel(props);
  const { state, setState, snapshot, found, copy } = view;
  const isNarrow = useIsNarrow();
  const wrap = state.wrap ?? isNarrow;
  const [timeStyle, setTimeStyle] = useTimeStyle();
  const [asked, setAsked] = useState(0);
  const openFind = (): void => {
    if (state.search === null) void setState({ search: '' });
    setAsked(asked + 1);
  };
  const closeFind = (): void => {
    void setState({ search: null });
    panel.current?.querySelector<HTMLElement>('[aria-label="Log"]')?.focus();
  };
  const onKeyDown = useLogKeys({ ...view, lastSeq: snapshot.lastSeq, openFind, closeFind });
  useFullScreen(panel, state.full);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields.
    <div
      ref={panel}
      role="group"
      aria-label="Output of the execution"
      onKeyDown={onKeyDown}
      className={clsx('flex min-h-0 flex-1 flex-col bg-panel max-lg:min-h-80', state.full && 'fixed inset-0 z-30')}
    >
      <LogToolbar
        {...{ state, setState, wrap }}
        onWrap={(next) => void setState({ wrap: next === isNarrow ? null : next })}
        onFind={openFind}
        {...toolbarParts(props, view, { timeStyle, setTimeStyle })}
      />
      {state.search !== null && <FindBar {...{ state, setState, found, asked }} onClose={closeFind} />}
      <LogBody snapshot={snapshot} filter={view.filter} execution={execution} onClear={view.clear}>
        <Lines {...{ execution, view, wrap }} times={{ style: timeStyle, start: startOf(execution) }} />
      </LogBody>
      <LogStatus
        {...view}
        range={state.line}
        said={copy.said}
        onCopy={() => void copy.copyRange()}
        onCopyLink={copy.copyLink}
        onUnmark={() => void setState({ line: null })}
      />
      <Announcer snapshot={snapshot} />
    </div>
  );
}

interface LinesProps {
  execution: ExecutionSummary;
  view: LogView;
  wrap: boolean;
  times: { style: TimeStyle; start: number };
}

function Lines({ execution, view, wrap, times }: LinesProps) {
  const { state, setState, filter, snapshot, summary, found } = view;
  if (state.order === 'operation') {
    return (
      <LogOperations
        {...{ execution, filter, wrap, times }}
        onLine={(seq) => {
          void setState({ order: null, line: { from: seq, to: seq } });
          view.goTo(seq);
        }}
        onTask={(task) => void setState({ order: null, task })}
      />
    );
  }
  return (
    <LogLines key={execution.id} {...view} {...{ wrap, times }} range={state.line}>
      <LogRuler faults={summary?.errors} hits={found.ruler} lastSeq={snapshot.lastSeq} onJump={view.goTo} />
    </LogLines>
  );
}

function startOf({ startedAt, createdAt }: ExecutionSummary): number {
  return Date.parse(startedAt ?? createdAt);
}

interface Times {
  timeStyle: TimeStyle;
  setTimeStyle: (style: TimeStyle) => void;
}

function toolbarParts({ execution, selection, onSelect }: LogPanelProps, view: LogView, times: Times) {
  const { state, setState, filter, snapshot, follow, copy } = view;
  const isRead = snapshot.lastSeq >= execution.lastSeq && snapshot.connection !== 'connecting';
  const hasEnded = !isActive(execution.status) && isRead;
  return {
    filters: (
      <LogFilters
        deploymentId={execution.deploymentId}
        {...{ state, setState, selection }}
        onSelection={onSelect}
        operations={() => [...new Set(snapshot.rows.flatMap(({ operation }) => operation ?? []))].sort()}
      />
    ),
    menu: (
      <LogMenu
        executionId={execution.id}
        isFiltered={!isEmptyFilter(filter)}
        filter={filter}
        timeStyle={times.timeStyle}
        onTimeStyle={times.setTimeStyle}
        order={state.order}
        onOrder={(order) => void setState({ order })}
        onCopyLink={copy.copyLink}
      />
    ),
    chip: (
      <ConnectionChip
        connection={hasEnded ? 'ended' : snapshot.connection}
        isPaused={!follow.isFollowing}
        lostAt={hasEnded ? null : snapshot.lostAt}
      />
    ),
  };
}
