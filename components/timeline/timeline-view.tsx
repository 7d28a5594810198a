'use client';

import { ChevronsDownUp, ChevronsUpDown, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { criticalPath } from '../../core/timeline/critical-path.ts';
import { groupOperations, type OperationGroup, rowsOf, summarise, worstFirst } from '../../core/timeline/groups.ts';
import { countParts, type Timeline } from '../../core/timeline/timeline.ts';
import type { Selection } from '../topology/elements.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { OperationStrip } from './operation-strip.tsx';
import { TimelineChart } from './timeline-chart.tsx';

/** What every view of a timeline needs. */
export interface TimelineViewProps {
  timeline: Timeline;
  /** Grows whenever the timeline has changed. */
  version: number;
  now: number;
  undecided: ReadonlySet<string>;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** Where its buttons go. */
  slot: HTMLElement | null;
}

const orders = ['plan', 'worst'] as const;
type Order = (typeof orders)[number];
/** Up to this many operations everything is open at first; above, only what a person must look at. */
const mostOpen = 200;
const zoomStep = 1.5;
const mostZoom = 2_000;

/** The timeline of an execution with what it takes to find one's way in it. */
export function TimelineView(props: TimelineViewProps) {
  const { timeline, version, now, undecided, selection, onSelect, slot } = props;
  const [order, setOrder] = useQueryState('order', parseAsStringLiteral(orders).withDefault('plan'));
  const [zoom, setZoom] = useState(1);
  const [shown, setShown] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline changes in place; `version` tells.
  const path = useMemo(() => criticalPath(timeline), [timeline, version]);
  const onPath = useMemo(() => new Set(path), [path]);
  const { rows, summaries, folds } = useRows({ timeline, version, undecided, order, selection });
  const zoomBy = (factor: number) => setZoom((before) => Math.min(mostZoom, Math.max(1, before * factor)));
  return (
    <div className="@container flex min-h-0 flex-1 flex-col bg-panel">
      {slot &&
        createPortal(<Tools {...{ order, zoom, zoomBy }} onOrder={setOrder} onZoom={setZoom} folds={folds} />, slot)}
      <TimelineChart
        {...{ timeline, version, now, undecided, selection, onSelect, rows, summaries, zoom, zoomBy }}
        path={onPath}
        onFit={() => setZoom(1)}
        onFold={folds.set}
        onShow={setShown}
      />
      <OperationStrip {...{ timeline, now, undecided, path }} place={shown} hasLegend />
    </div>
  );
}

interface ToolsProps {
  order: Order;
  onOrder: (order: Order) => unknown;
  zoom: number;
  onZoom: (zoom: number) => void;
  zoomBy: (factor: number) => void;
  folds: { setAll: (open: boolean) => void };
}

function Tools({ order, onOrder, zoom, onZoom, zoomBy, folds }: ToolsProps) {
  return (
    <>
      <Segmented
        label="Order of the rows"
        value={order}
        onChange={onOrder}
        options={[
          { value: 'plan', label: 'In order' },
          { value: 'worst', label: 'Worst first' },
        ]}
      />
      <div className="ml-auto flex items-center gap-1">
        <IconButton label="Open all groups" className="size-7" onClick={() => folds.setAll(true)}>
          <ChevronsUpDown />
        </IconButton>
        <IconButton label="Close all groups" className="size-7" onClick={() => folds.setAll(false)}>
          <ChevronsDownUp />
        </IconButton>
        <IconButton label="Zoom out" className="size-7" disabled={zoom === 1} onClick={() => zoomBy(1 / zoomStep)}>
          <ZoomOut />
        </IconButton>
        <IconButton label="Zoom in" className="size-7" disabled={zoom === mostZoom} onClick={() => zoomBy(zoomStep)}>
          <ZoomIn />
        </IconButton>
        <IconButton label="Fit the whole run" className="size-7" disabled={zoom === 1} onClick={() => onZoom(1)}>
          <Maximize2 />
        </IconButton>
      </div>
    </>
  );
}

interface RowsOptions {
  timeline: Timeline;
  version: number;
  undecided: ReadonlySet<string>;
  order: Order;
  selection: Selection;
}

/** The rows that are in view, given what a person has opened and closed. What is chosen is always open. */
function useRows({ timeline, version, undecided, order, selection }: RowsOptions) {
  const [folded, setFolded] = useState<{ all: boolean | null; single: ReadonlyMap<string, boolean> }>({
    all: null,
    single: new Map(),
  });
  const parts = countParts(timeline);
  // biome-ignore lint/correctness/useExhaustiveDependencies: operations that were asleep may have joined.
  const groups = useMemo(() => groupOperations(timeline), [timeline, parts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline changes in place; `version` tells.
  const summaries = useMemo(() => summarise(timeline, groups, undecided), [timeline, groups, version, undecided]);
  const rows = useMemo(() => {
    const isOpen = (group: OperationGroup): boolean => {
      const chosen = folded.single.get(group.id) ?? folded.all;
      if (chosen !== null && chosen !== undefined) return chosen;
      if (isChosen(group, selection) || timeline.graph.operations.length <= mostOpen) return true;
      const worst = summaries.get(group.id)?.worst;
      return worst === 'failed' || worst === 'undecided';
    };
    return rowsOf(timeline, order === 'worst' ? worstFirst(groups, summaries) : groups, isOpen);
  }, [timeline, groups, summaries, folded, order, selection]);
  const folds = {
    set: (id: string, open: boolean) =>
      setFolded((before) => ({ ...before, single: new Map(before.single).set(id, open) })),
    setAll: (open: boolean) => setFolded({ all: open, single: new Map() }),
  };
  return { rows, summaries, folds };
}

function isChosen({ node, instance }: OperationGroup, selection: Selection): boolean {
  if (selection.node !== node) return false;
  return instance === null || selection.instance === null || selection.instance === instance;
}
