'use client';

import { clsx } from 'clsx';
import { ArrowDown } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useNow } from '../ui/time.tsx';
import type { LogSnapshot } from './event-log.ts';
import { isInRange, type LineRange } from './line-range.ts';
import { isEmptyFilter } from './log-filter.ts';
import { heightOf, LogRow, LogRowPlaceholder, rowHeight } from './log-row.tsx';
import { columns, formatLineTime, type TimeStyle } from './log-time.ts';
import { type Anchor, type Extent, spaceOf } from './scroll-model.ts';
import type { LogView } from './use-log-panel.ts';
import { useBoxSize, useLogScroll } from './use-log-scroll.ts';
import { useRowHeights } from './use-row-heights.ts';

interface LogLinesProps
  extends Pick<LogView, 'log' | 'snapshot' | 'filter' | 'follow' | 'found' | 'mark' | 'onView' | 'copy'> {
  wrap: boolean;
  range: LineRange | null;
  times: { style: TimeStyle; start: number };
  children: ReactNode;
}

/** The lines of a log, however many: only those in view are elements. */
export function LogLines(props: LogLinesProps) {
  const { snapshot, wrap, follow, range } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useBoxSize(scroller);
  const rowBox = useRef<HTMLDivElement>(null);
  const heights = useRowHeights(rowBox, { wrap, width: size.width });
  const average = useRef(rowHeight);
  const { rows, start } = snapshot;
  const isWhole = isEmptyFilter(props.filter);
  const extent = extentOf(snapshot, {
    wrap,
    average: average.current,
    viewport: size.height,
    measured: heights.measured,
  });
  const onIdle = useCallback(() => {
    average.current = heights.average();
  }, [heights]);
  const scroll = useLogScroll({ scroller, extent, goal: snapshot.goal, moved: snapshot.moved, onIdle, ...follow });
  useShown(props, scroll);
  useHitInSight(scroller, props.found.hit, snapshot.goal.id);
  const now = useNow(20_000, props.times.style === 'relative');
  const width = useWidest(rows, wrap);
  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Log"
        aria-busy={snapshot.isFresh}
        {...scroll.boxProps}
        onKeyDown={(event) => onEnds(event, { moveTo: scroll.moveTo, follow })}
        onCopy={(event) => {
          if (document.getSelection()?.isCollapsed && props.copy.copyRange()) event.preventDefault();
        }}
        className="absolute inset-y-0 right-2.5 left-0 overflow-auto [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
        style={columns(snapshot.lastSeq, props.times.style)}
      >
        <div
          ref={rowBox}
          className={clsx('relative font-mono text-xs transition-opacity delay-150', snapshot.isFresh && 'opacity-45')}
          style={{ height: extent.space, ...(!wrap && { minWidth: `calc(${width}ch + 20rem)` }) }}
        >
          {scroll.placed.map(({ row, y }) => {
            const event = rows[row - start];
            return (
              <div
                key={event?.seq ?? `at ${row}`}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${scroll.top + y}px)` }}
              >
                {event === undefined ? (
                  <LogRowPlaceholder number={isWhole ? row + 1 : null} />
                ) : (
                  <LogRow
                    event={event}
                    time={formatLineTime(event.at, props.times.style, { start: props.times.start, now })}
                    wrap={wrap}
                    marked={isInRange(event.seq, range)}
                    current={event.seq === props.found.hit}
                    find={props.found.finder}
                    onNumber={props.mark}
                  />
                )}
              </div>
            );
          })}
        </div>
      </section>
      {props.children}
      {!follow.isFollowing && (
        <ToTheEnd key={String(snapshot.isFresh)} snapshot={snapshot} onPress={() => follow.setFollowing(true)} />
      )}
    </div>
  );
}

interface Sizes {
  wrap: boolean;
  average: number;
  viewport: number;
  measured: ReadonlyMap<number, number>;
}

function extentOf({ rows, start, total }: LogSnapshot, { wrap, average, viewport, measured }: Sizes): Extent {
  return {
    total,
    viewport,
    space: spaceOf(total, wrap ? average : rowHeight, viewport),
    heightOf: (row) => {
      const event = rows[row - start];
      if (event === undefined) return rowHeight;
      return (wrap ? measured.get(event.seq) : undefined) ?? heightOf(event);
    },
  };
}

function onEnds(
  event: KeyboardEvent,
  { moveTo, follow }: { moveTo: (anchor: Anchor) => void; follow: LogLinesProps['follow'] },
): void {
  if (event.key !== 'Home' && event.key !== 'End') return;
  event.preventDefault();
  if (event.key === 'End') follow.setFollowing(true);
  else {
    follow.setFollowing(false);
    moveTo({ row: 0, offset: 0 });
  }
}

/** Tells the log what is in view, so that it reads it. */
function useShown({ log, snapshot, onView }: LogLinesProps, scroll: ReturnType<typeof useLogScroll>): void {
  const { placed, inView } = scroll;
  const first = placed[0]?.row ?? null;
  const last = placed.at(-1)?.row ?? null;
  useLayoutEffect(() => {
    if (first !== null && last !== null && !snapshot.isFresh) log.show(first, last);
  }, [log, first, last, snapshot.isFresh]);
  const seqAt = (row: number): number => snapshot.rows[row - snapshot.start]?.seq ?? 0;
  const firstSeq = seqAt(inView.first);
  const lastSeq = seqAt(inView.last) || snapshot.lastSeq;
  useEffect(() => onView(firstSeq, lastSeq), [firstSeq, lastSeq, onView]);
}

/** A hit at the end of a long line is scrolled to sideways, once it is drawn. */
function useHitInSight(scroller: RefObject<HTMLElement | null>, hit: number | null, goal: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same line may be gone to again.
  useEffect(() => {
    const box = scroller.current;
    const mark = box?.querySelector(`[data-seq="${hit}"] mark`);
    if (!box || !mark) return;
    const { left, right } = mark.getBoundingClientRect();
    const edges = box.getBoundingClientRect();
    if (right > edges.right || left < edges.left + 80) box.scrollLeft += left - edges.left - box.clientWidth / 2;
  }, [scroller, hit, goal]);
}

/** The most characters that a line had so far, so that the box does not change its width as lines come and go. */
function useWidest(rows: LogSnapshot['rows'], wrap: boolean): number {
  const widest = useRef({ characters: 0, seen: 0 });
  const last = rows.at(-1)?.seq ?? 0;
  const first = rows[0]?.seq ?? 0;
  if (wrap || rows.length === 0) return 0;
  const key = first * 1e7 + last;
  if (widest.current.seen !== key) {
    let { characters } = widest.current;
    for (const { text } of rows) characters = Math.max(characters, longestLine(text));
    widest.current = { characters, seen: key };
  }
  return Math.min(widest.current.characters, 20_000);
}

function longestLine(text: string): number {
  return text.includes('\n') ? Math.max(...text.split('\n').map((line) => line.length)) : text.length;
}

/** Leads back to the newest line and says how many came meanwhile. */
function ToTheEnd({ snapshot, onPress }: { snapshot: LogSnapshot; onPress: () => void }) {
  const known = snapshot.total - snapshot.moved;
  const [from, setFrom] = useState<number | null>(null);
  if (from === null && !snapshot.isFresh) setFrom(known);
  const unseen = from === null ? 0 : known - from;
  return (
    <button
      type="button"
      onClick={onPress}
      className="absolute bottom-3 left-1/2 inline-flex h-7 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full border border-line bg-raised px-3 font-medium text-ink text-xs shadow-pop hover:bg-hover"
    >
      <ArrowDown aria-hidden className="size-3.5" />
      {unseen > 0 ? `${unseen.toLocaleString('en')} new` : 'To the end'}
    </button>
  );
}
