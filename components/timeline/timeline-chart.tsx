'use client';

import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GroupSummary, TimelineRow } from '../../core/timeline/groups.ts';
import { roomyDuration, tickStep } from '../../core/timeline/scale.ts';
import type { Timeline } from '../../core/timeline/timeline.ts';
import type { Selection } from '../topology/elements.ts';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { isOfSelection } from './is-of-selection.ts';
import { runnerOf } from './operation-look.ts';
import { TimelineAxis } from './timeline-axis.tsx';
import { type Scale, TimelineRowView } from './timeline-row.tsx';
import './timeline.css';
import { useTreeKeys } from './use-tree-keys.ts';
import { useZoomGestures } from './use-zoom-gestures.ts';

interface TimelineChartProps {
  timeline: Timeline;
  version: number;
  now: number;
  undecided: ReadonlySet<string>;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  rows: readonly TimelineRow[];
  summaries: ReadonlyMap<string, GroupSummary>;
  path: ReadonlySet<number>;
  zoom: number;
  zoomBy: (factor: number) => void;
  onFit: () => void;
  onFold: (id: string, open: boolean) => void;
  /** The operation that is pointed at, by the mouse or the keyboard. */
  onShow: (place: number | null) => void;
}

const rowHeight = 24;
const axisHeight = 28;
const labelWidths = { wide: 248, narrow: 148 };
const tickDistance = 72;

/** The rows and the time axis. One stop of the Tab key; arrows move inside. */
export function TimelineChart(props: TimelineChartProps) {
  const { timeline, rows, selection, zoomBy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const labelWidth = useIsNarrow() ? labelWidths.narrow : labelWidths.wide;
  const { scale, width } = useScale({ ...props, scroller, labelWidth });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: axisHeight,
    getItemKey: useCallback((at: number) => rows[at]?.key ?? at, [rows]),
  });
  useZoomGestures(scroller, { zoomBy, width, labelWidth });
  useShowChosen({ rows, selection, show: (at) => virtual.scrollToIndex(at, { align: 'auto' }) });
  const step = tickStep(scale.perMs, tickDistance);
  const isLive = timeline.endedAt === null;
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto overscroll-contain [overflow-anchor:none]">
      <div style={{ width: labelWidth + width }} className="relative">
        <TimelineAxis {...{ scale, width, labelWidth, step, isLive }} height={axisHeight} />
        <Rows
          {...props}
          {...{ scale, labelWidth }}
          items={virtual.getVirtualItems()}
          scrollTo={(at) => virtual.scrollToIndex(at)}
          style={{ height: virtual.getTotalSize(), ...gridLines(step * scale.perMs, labelWidth) }}
        />
        {isLive && (
          <div
            aria-hidden
            className="pointer-events-none absolute bottom-0 w-px bg-accent"
            style={{ left: labelWidth + scale.x(props.now), top: axisHeight }}
          />
        )}
      </div>
    </div>
  );
}

interface RowsProps extends TimelineChartProps {
  scale: Scale;
  labelWidth: number;
  items: readonly VirtualItem[];
  scrollTo: (at: number) => void;
  style: CSSProperties;
}

function Rows(props: RowsProps) {
  const { rows, timeline, scale, labelWidth, selection, undecided, onFold, onShow } = props;
  const [active, setActive] = useState<string | null>(null);
  const activeAt = Math.max(
    0,
    rows.findIndex(({ key }) => key === active),
  );
  const activeRow = rows[activeAt];
  const isDrawn = props.items.some(({ index }) => index === activeAt);
  const choose = useChoose(props);
  function moveTo(at: number): void {
    const row = rows[at];
    if (!row) return;
    setActive(row.key);
    props.scrollTo(at);
    onShow(placeOf(row));
  }
  const onKeyDown = useTreeKeys({ rows, activeAt, moveTo, choose, onFold, zoomBy: props.zoomBy, onFit: props.onFit });
  const rowAt = (target: EventTarget): TimelineRow | undefined => {
    const at = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : null;
    return at == null ? undefined : rows[Number(at)];
  };
  const onClick = ({ target }: { target: EventTarget }): void => {
    const row = rowAt(target);
    if (!row) return;
    setActive(row.key);
    choose(row);
  };
  const atRest = active === null ? null : placeOf(activeRow);
  return (
    <div
      role="tree"
      aria-label="Operations over time"
      aria-activedescendant={activeRow && isDrawn ? rowId(activeRow) : undefined}
      tabIndex={0}
      {...{ onKeyDown, onClick }}
      onPointerMove={({ target }) => onShow(placeOf(rowAt(target)) ?? atRest)}
      onPointerLeave={() => onShow(atRest)}
      className="group/tree relative outline-none"
      style={props.style}
    >
      {props.items.map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <TimelineRowView
            key={item.key}
            {...{ row, scale, labelWidth, selection, timeline, undecided }}
            version={props.version}
            id={rowId(row)}
            at={item.index}
            top={item.start}
            summary={row.kind === 'group' ? props.summaries.get(row.group.id) : undefined}
            isActive={item.index === activeAt}
            isCritical={row.kind === 'operation' && props.path.has(row.place)}
          />
        );
      })}
    </div>
  );
}

function rowId({ key }: TimelineRow): string {
  return `row-${key}`;
}

function placeOf(row: TimelineRow | undefined): number | null {
  return row?.kind === 'operation' ? row.place : null;
}

function gridLines(step: number, left: number) {
  return {
    backgroundImage: 'linear-gradient(to right, var(--line) 1px, transparent 1px)',
    backgroundSize: `${step}px 100%`,
    backgroundPositionX: left,
  };
}

interface ScaleOptions {
  timeline: Timeline;
  now: number;
  zoom: number;
  scroller: { current: HTMLElement | null };
  labelWidth: number;
}

/** How time becomes pixels: the whole run fills the room there is, times the zoom. */
function useScale({ timeline, now, zoom, scroller, labelWidth }: ScaleOptions): { scale: Scale; width: number } {
  const [room, setRoom] = useState(640);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setRoom(Math.max(120, box.clientWidth - labelWidth)));
    observer.observe(box);
    return () => observer.disconnect();
  }, [scroller, labelWidth]);
  const from = timeline.runs[0] ?? now;
  const isOver = timeline.endedAt !== null;
  const elapsed = Math.max(1, now - from);
  const duration = isOver ? elapsed : roomyDuration(elapsed);
  const width = Math.round(room * zoom);
  // Room for the last bar's end, and for the mark on the axis that stands there.
  const perMs = (width - (isOver ? 12 : 0)) / duration;
  const scale = useMemo(() => ({ from, now, perMs, x: (at: number) => (at - from) * perMs }), [from, now, perMs]);
  return { width, scale };
}

/** A click on an operation chooses its instance everywhere; on a group it opens or closes it. */
function useChoose({ onSelect, onFold }: Pick<TimelineChartProps, 'onSelect' | 'onFold'>) {
  return (row: TimelineRow): void => {
    if (row.kind === 'group') onFold(row.group.id, !row.isOpen);
    else onSelect({ node: row.operation.runsOn, instance: runnerOf(row.operation) });
  };
}

interface ShowOptions {
  rows: readonly TimelineRow[];
  selection: Selection;
  show: (at: number) => void;
}

/** Brings the rows of what was chosen elsewhere into view. */
function useShowChosen({ rows, selection, show }: ShowOptions): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const key = `${selection.node} ${selection.instance}`;
    if (last.current === key) return;
    last.current = key;
    if (selection.node === null) return;
    const at = rows.findIndex((row) => isOfSelection(row, selection));
    if (at >= 0) show(at);
  }, [rows, selection, show]);
}
