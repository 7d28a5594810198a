'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { GroupSummary } from '../../core/timeline/groups.ts';
import type { Layers, Spot } from '../../core/timeline/layers.ts';
import type { TaskBox, TaskBoxes } from '../../core/timeline/task-boxes.ts';
import type { Timeline } from '../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../core/timeline/timeline-graph.ts';
import type { Selection } from '../topology/elements.ts';
import { groupName, runnerOf, shortName } from './operation-look.ts';
import { boxSizes, TaskBoxView } from './task-box.tsx';
import { TaskLinks } from './task-links.tsx';
import { useWindow } from './use-window.ts';

export interface TaskDrawingProps extends TaskBoxes {
  timeline: Timeline;
  now: number;
  undecided: ReadonlySet<string>;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  layers: Layers;
  summaries: ReadonlyMap<string, GroupSummary>;
  path: ReadonlySet<number>;
  onOpen: (id: string) => void;
  onShow: (place: number | null) => void;
}

const margin = 24;

/** The boxes and their links; only those in view are drawn. One stop of the Tab key, arrows follow the links. */
export function TaskDrawing(props: TaskDrawingProps) {
  const { boxes, waits, layers, timeline, selection, path, onShow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const view = useWindow(scroller, margin);
  const [active, setActive] = useState<string | null>(null);
  const activeAt = Math.max(
    0,
    boxes.findIndex(({ key }) => key === active),
  );
  const isInView = (at: number): boolean => {
    const { width, height } = sizeOf(boxes, at);
    const { x, y } = layers.spots[at] as Spot;
    return x + width >= view.left && x <= view.right && y + height >= view.top && y <= view.bottom;
  };
  const drawn = boxes.flatMap((box, at) => (box.kind !== 'joint' && isInView(at) ? [{ box, at }] : []));
  const boxAt = (target: EventTarget): number | null => {
    const at = target instanceof Element ? target.closest('[data-box]')?.getAttribute('data-box') : null;
    return at == null ? null : Number(at);
  };
  const choose = useChoose(props);
  function moveTo(at: number): void {
    const box = boxes[at] as TaskBox;
    setActive(box.key);
    onShow(box.kind === 'operation' ? box.place : null);
    show(at);
  }
  function show(at: number): void {
    const { x, y } = layers.spots[at] as Spot;
    reveal(scroller.current, { x: x + margin, y: y + margin, ...sizeOf(boxes, at) });
  }
  const chosenAt = boxes.findIndex((box) => isOf(box, timeline, selection));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is shown once, when it is chosen.
  useEffect(() => {
    if (chosenAt >= 0) show(chosenAt);
  }, [selection.node, selection.instance]);
  const onKeyDown = useDrawingKeys({ ...props, activeAt, moveTo, choose });
  const atRest = active === null ? null : placeOf(boxes[activeAt]);
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto bg-ground">
      <div
        role="listbox"
        aria-label="Task graph"
        aria-activedescendant={drawn.some(({ at }) => at === activeAt) ? `box-${activeAt}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const at = boxAt(target);
          if (at === null) return;
          moveTo(at);
          choose(at);
        }}
        onPointerMove={({ target }) => onShow(placeOf(boxes[boxAt(target) ?? -1]) ?? atRest)}
        onPointerLeave={() => onShow(atRest)}
        className="group/tasks relative m-6 outline-none"
        style={{ width: layers.width, height: layers.height }}
      >
        <TaskLinks {...{ boxes, waits, layers, view }} path={path} />
        {drawn.map(({ box, at }) => (
          <TaskBoxView
            key={box.key}
            id={`box-${at}`}
            {...{ at, box, timeline }}
            spot={layers.spots[at] as Spot}
            summary={box.kind === 'group' ? props.summaries.get(box.group.id) : undefined}
            undecided={props.undecided}
            isChosen={isOf(box, timeline, selection)}
            isActive={at === activeAt}
            isCritical={box.kind === 'operation' && path.has(box.place)}
            after={afterOf(props, at)}
          />
        ))}
      </div>
    </div>
  );
}

function sizeOf(boxes: readonly TaskBox[], at: number): { width: number; height: number } {
  return boxSizes[(boxes[at] as TaskBox).kind];
}

function placeOf(box: TaskBox | undefined): number | null {
  return box?.kind === 'operation' ? box.place : null;
}

function isOf(box: TaskBox, timeline: Timeline, { node, instance }: Selection): boolean {
  const of = box.kind === 'operation' ? timeline.graph.operations[box.place] : box.kind === 'group' ? box.group : null;
  if (node === null || of?.node !== node) return false;
  return instance === null || of.instance === null || of.instance === instance;
}

const mostNamed = 4;

/** What a box waits for, for those who do not see its links. */
function afterOf({ boxes, waits, timeline }: TaskDrawingProps, at: number): string {
  const names = boxesBefore(boxes, waits, at).map((other) => nameOf(boxes[other], timeline));
  if (names.length === 0) return '';
  const rest = names.length - mostNamed;
  return `, after ${names.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function boxesBefore(boxes: readonly TaskBox[], waits: readonly (readonly number[])[], at: number): number[] {
  const found = new Set<number>();
  for (const other of waits[at] ?? []) {
    if (boxes[other]?.kind !== 'joint') found.add(other);
    else for (const each of boxesBefore(boxes, waits, other)) found.add(each);
  }
  return [...found];
}

function nameOf(box: TaskBox | undefined, { graph }: Timeline): string {
  if (box?.kind === 'group') return groupName(box.group);
  const operation = graph.operations[placeOf(box) ?? -1];
  return operation ? `${shortName(operation)} of ${operation.instance}` : '';
}

/** A click on an operation chooses its instance everywhere; on a group it opens it. */
function useChoose({ boxes, timeline, onSelect, onOpen }: TaskDrawingProps) {
  return (at: number): void => {
    const box = boxes[at];
    if (box?.kind === 'group') onOpen(box.group.id);
    if (box?.kind !== 'operation') return;
    const operation = timeline.graph.operations[box.place] as TimelineOperation;
    onSelect({ node: operation.runsOn, instance: runnerOf(operation) });
  };
}

interface KeyOptions extends TaskDrawingProps {
  activeAt: number;
  moveTo: (at: number) => void;
  choose: (at: number) => void;
}

/** Left and right go to what a box waits for and what waits for it, up and down along its column. */
function useDrawingKeys({ boxes, waits, layers, activeAt, moveTo, choose }: KeyOptions) {
  function along(by: 1 | -1): void {
    const column = layers.columns.find((each) => each.includes(activeAt)) ?? [];
    const real = column.filter((at) => boxes[at]?.kind !== 'joint');
    const next = real[real.indexOf(activeAt) + by];
    if (next !== undefined) moveTo(next);
  }
  function before(): void {
    const [first] = boxesBefore(boxes, waits, activeAt);
    if (first !== undefined) moveTo(first);
  }
  function after(): void {
    const next = boxes.findIndex(
      ({ kind }, at) => kind !== 'joint' && at !== activeAt && boxesBefore(boxes, waits, at).includes(activeAt),
    );
    if (next >= 0) moveTo(next);
  }
  const actions = new Map<string, () => void>([
    ['ArrowDown', () => along(1)],
    ['ArrowUp', () => along(-1)],
    ['ArrowLeft', before],
    ['ArrowRight', after],
    ['Home', () => moveTo(0)],
    ['Enter', () => choose(activeAt)],
    [' ', () => choose(activeAt)],
  ]);
  return (event: KeyboardEvent): void => {
    const action = actions.get(event.key);
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
}

/** Scrolls as little as it takes to show a box. */
function reveal(box: HTMLElement | null, { x, y, width, height }: Spot & { width: number; height: number }): void {
  if (!box) return;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = box;
  const left = Math.min(x - margin, Math.max(scrollLeft, x + width + margin - clientWidth));
  const top = Math.min(y - margin, Math.max(scrollTop, y + height + margin - clientHeight));
  box.scrollTo({ left, top });
}
