'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EventLog, LogSnapshot } from './event-log.ts';
import { heightOf, LogRow, rowHeight } from './log-row.tsx';
import { useFollow } from './use-follow.ts';

interface LogLinesProps {
  log: EventLog;
  snapshot: LogSnapshot;
  wrap: boolean;
  line: number | null;
  onMark: (seq: number) => void;
}

/** How many lines stay in memory while the end is followed. */
const kept = 20_000;
/** Rows from the top at which older lines are asked for. */
const nearTop = 40;

export function LogLines({ log, snapshot, wrap, line, onMark }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, version } = snapshot;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((at: number) => heightOf(rows[at]), [rows]),
    overscan: 16,
    getItemKey: useCallback((at: number) => rows[at]?.seq ?? at, [rows]),
  });
  // After the virtualizer, whose own first move is to the top.
  const { isFollowing, setFollowing, boxProps } = useFollow(scroller, version, line === null);
  usePlace({ scroller, snapshot, isFollowing });
  useGoTo({ line, rows, goTo: (at) => virtual.scrollToIndex(at, { align: 'center' }), version });
  const unseen = useUnseen(isFollowing, rows.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new version may hold too much.
  useEffect(() => {
    if (isFollowing) log.trim(kept);
  }, [log, isFollowing, version]);
  const items = virtual.getVirtualItems();
  const isNearTop = (items[0]?.index ?? nearTop) < nearTop;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when one page has come, another may be wanted.
  useEffect(() => {
    if (isNearTop && snapshot.hasOlder && (!isFollowing || rows.length < nearTop)) void log.loadOlder();
  }, [log, isNearTop, isFollowing, snapshot.hasOlder, snapshot.isLoadingOlder, rows.length]);
  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Log"
        {...boxProps}
        className="absolute inset-0 overflow-auto py-1 [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const event = rows[item.index];
            return (
              event && (
                <div
                  key={item.key}
                  data-index={item.index}
                  ref={wrap ? virtual.measureElement : undefined}
                  className={wrap ? 'absolute inset-x-0 top-0' : 'absolute top-0 left-0 min-w-full'}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <LogRow event={event} wrap={wrap} marked={event.seq === line} onMark={onMark} />
                </div>
              )
            );
          })}
        </div>
      </section>
      {!isFollowing && (
        <button
          type="button"
          onClick={() => setFollowing(true)}
          className="absolute bottom-3 left-1/2 inline-flex h-7 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full border border-line bg-raised px-3 font-medium text-ink text-xs shadow-pop hover:bg-hover"
        >
          <ArrowDown aria-hidden className="size-3.5" />
          {unseen > 0 ? `${unseen} new` : 'To the end'}
        </button>
      )}
    </div>
  );
}

/** Lines that are put in front must not move what is being read. */
function usePlace({
  scroller,
  snapshot,
  isFollowing,
}: {
  scroller: { current: HTMLElement | null };
  snapshot: LogSnapshot;
  isFollowing: boolean;
}) {
  const before = useRef(snapshot.prepended);
  useLayoutEffect(() => {
    const added = snapshot.prepended - before.current;
    before.current = snapshot.prepended;
    if (added > 0 && !isFollowing && scroller.current) scroller.current.scrollTop += added * rowHeight;
  }, [scroller, snapshot.prepended, isFollowing]);
}

interface Destination {
  line: number | null;
  rows: LogSnapshot['rows'];
  goTo: (at: number) => void;
  version: number;
}

/** Shows the line that the address names, once it is there. */
function useGoTo({ line, rows, goTo, version }: Destination) {
  const shown = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells that rows were added.
  useEffect(() => {
    if (line === null || shown.current === line) return;
    const at = rows.findIndex((event) => event.seq >= line);
    if (at < 0) return;
    shown.current = line;
    goTo(at);
  }, [line, rows, version]);
}

/** How many rows came since the person stopped following. */
function useUnseen(isFollowing: boolean, count: number): number {
  const [seen, setSeen] = useState(count);
  useEffect(() => {
    if (isFollowing) setSeen(count);
  }, [isFollowing, count]);
  return Math.max(0, count - seen);
}
