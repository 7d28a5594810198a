'use client';

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { useSettled } from '../ui/use-settled.ts';
import { chooseLine, type LineRange } from './line-range.ts';
import { useCopyLines } from './use-copy-lines.ts';
import { useEventLog } from './use-event-log.ts';
import { type Direction, useFind } from './use-find.ts';
import { type LogState, noFilterState, type SetLogState, useFilter, useLogState } from './use-log-state.ts';
import { useLogSummary } from './use-log-summary.ts';

export interface LogSelection {
  node: string | null;
  instance: string | null;
}

export interface LogPanelProps {
  execution: ExecutionSummary;
  /** What is chosen on the drawing; the log shows only that. */
  selection: LogSelection;
  onSelect: (selection: LogSelection) => void;
  onEvents: (events: readonly EventView[]) => void;
}

/** The numbers of the first and the last line in view. */
export type LinesInView = RefObject<{ first: number; last: number }>;

/** All that the parts of the log share: its lines, what the address says of them, and what a person can do with them. */
export function useLogPanel({ execution, selection, onSelect, onEvents }: LogPanelProps) {
  const [state, setState] = useLogState();
  const filter = useFilter(state, selection);
  const view: LinesInView = useRef({ first: 0, last: 0 });
  const follow = useFollowing(state, setState);
  const place = (): number | null => (follow.isFollowing ? null : view.current.first || (state.line?.from ?? null));
  const { log, snapshot } = useEventLog({
    executionId: execution.id,
    isActive: isActive(execution.status),
    lastSeq: execution.lastSeq,
    filter,
    place,
    onEvents,
  });
  const about = { executionId: execution.id, log, filter, lastSeq: snapshot.lastSeq };
  const summary = useLogSummary(about);
  const found = useFind({ ...about, wanted: useWanted(state), view: () => view.current });
  const copy = useCopyLines(execution.id, state.line);
  const goTo = useCallback((seq: number) => log.goTo(seq), [log]);
  useAddressedLine(state.line, view, goTo);
  const mark = useCallback(
    (seq: number, extend: boolean) => void setState(({ line }) => ({ line: chooseLine(line, seq, extend) })),
    [setState],
  );
  const onView = useCallback((first: number, last: number) => {
    view.current = { first, last };
  }, []);
  const toLevel = (level: 'error' | 'warning', direction: Direction): void => {
    const find = level === 'error' ? { level, andUp: true } : { level };
    void found.find(find, direction).then((isFound) => copy.say(isFound ? '' : `No ${level} passes the filters.`));
  };
  const clear = (): void => {
    void setState(noFilterState);
    if (selection.node !== null || selection.instance !== null) onSelect({ node: null, instance: null });
  };
  const lines = { state, setState, filter, view, follow, log, snapshot, summary };
  return { ...lines, found, copy, goTo, mark, onView, toLevel, clear };
}

export type LogView = ReturnType<typeof useLogPanel>;

/** What is looked for, once the person has stopped typing: each search is of the whole log. */
function useWanted({ search, searchAs }: LogState) {
  const text = useSettled(search);
  const isWanted = Boolean(search);
  const [regex, matchCase] = [searchAs.includes('regex'), searchAs.includes('case')];
  return useMemo(() => (isWanted && text ? { text, regex, matchCase } : null), [isWanted, text, regex, matchCase]);
}

/** Whether the end is kept in view. The address says when it is not. */
function useFollowing(state: LogState, setState: SetLogState) {
  const [isFollowing, set] = useState(state.follow && state.line === null);
  const setFollowing = useCallback(
    (next: boolean) => {
      set(next);
      void setState({ follow: next ? null : false });
    },
    [setState],
  );
  return { isFollowing, setFollowing };
}

/** When the address comes to name a line that is not in view, e.g. by a link on the page, it is gone to. */
function useAddressedLine(line: LineRange | null, view: LinesInView, goTo: (seq: number) => void): void {
  const from = line?.from ?? null;
  const seen = useRef(from);
  useEffect(() => {
    if (from === seen.current) return;
    seen.current = from;
    if (from !== null && (from < view.current.first || from > view.current.last)) goTo(from);
  }, [from, view, goTo]);
}
