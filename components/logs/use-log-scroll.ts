'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Goal } from './log-window.ts';
import {
  type Anchor,
  anchorAt,
  centreAnchor,
  clampAnchor,
  distanceToEnd,
  type Extent,
  endAnchor,
  moveAnchor,
  placeRows,
  scrollTopOf,
} from './scroll-model.ts';

interface LogScrollOptions {
  scroller: RefObject<HTMLElement | null>;
  extent: Extent;
  goal: Goal;
  /** How far positions have been moved, see WindowState. */
  moved: number;
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  /** Called when nobody has scrolled for a moment. */
  onIdle: () => void;
}

/** Pixels above and below the view that are drawn too, since the browser scrolls before the page draws. */
const around = 260;
const idleMs = 160;
const settleMs = 400;
/** Within two rows of the end counts as the end. */
const nearEnd = 44;

/**
 * Scrolls rows without number. Small moves are the browser's own, to the pixel; the scroll bar stands for all rows in
 * proportion (ui.md 5.3) and is put right when the person rests. While it follows, the end is in view (ui.md 5.1): any
 * move up by the person stops that, coming back to the end starts it again.
 */
export function useLogScroll(options: LogScrollOptions) {
  const { scroller, extent, isFollowing } = options;
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const anchor = useRef<Anchor>({ row: 0, offset: 0 });
  /** Where the scroll bar is, as far as we know: an event that tells the same is of our own making. */
  const top = useRef(0);
  const mustWrite = useRef(false);
  const current = useRef(options);
  current.current = options;

  const by = useDifference(options.moved);
  if (by !== 0) {
    anchor.current = { ...anchor.current, row: anchor.current.row + by };
    top.current = scrollTopOf(anchor.current, extent);
    mustWrite.current = true;
  }
  if (isFollowing) anchor.current = endAnchor(extent);
  else if (extent.viewport > 0) anchor.current = clampAnchor(anchor.current, extent);
  if (isFollowing) top.current = Math.max(0, extent.space - extent.viewport);

  const moveTo = useCallback((next: Anchor) => {
    anchor.current = next;
    top.current = scrollTopOf(next, current.current.extent);
    mustWrite.current = true;
    redraw();
  }, []);

  useGoal(options, moveTo);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !(isFollowing || mustWrite.current)) return;
    mustWrite.current = false;
    if (Math.abs(box.scrollTop - top.current) > 0.5) box.scrollTop = top.current;
    top.current = box.scrollTop;
  });

  const isDragging = useRef(false);
  const rest = useCallback(() => {
    if (isDragging.current) return;
    current.current.onIdle();
    if (!current.current.isFollowing) moveTo(clampAnchor(anchor.current, current.current.extent));
  }, [moveTo]);
  const restSoon = useLater(rest, idleMs);
  const hasJustBegun = useJustBegun(isFollowing);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    const delta = box === null ? 0 : box.scrollTop - top.current;
    if (box === null || Math.abs(delta) < 0.5) return;
    const { extent, ...follow } = current.current;
    if (delta < 0 && (hasJustBegun() || (follow.isFollowing && isAtItsEnd(box)))) {
      mustWrite.current = true;
      return redraw();
    }
    const scrolled = afterScroll(
      anchor.current,
      { scrollTop: box.scrollTop, delta, isDragging: isDragging.current },
      extent,
    );
    anchor.current = scrolled.anchor;
    top.current = scrolled.top;
    mustWrite.current = scrolled.top !== box.scrollTop;
    flushSync(() => {
      if (follow.isFollowing && delta < 0) follow.setFollowing(false);
      else if (!follow.isFollowing && delta > 0 && scrolled.left <= nearEnd) follow.setFollowing(true);
      redraw();
    });
    restSoon();
  }, [scroller, restSoon, hasJustBegun]);

  const boxProps = useGestures({ scroller, isDragging, onScroll, rest, current });
  const placed = extent.viewport > 0 ? placeRows(anchor.current, extent, around) : [];
  const first = anchor.current.row;
  const last = placed.findLast(({ y }) => y < extent.viewport)?.row ?? first;
  return { placed, top: top.current, inView: { first, last }, boxProps, moveTo };
}

/** A box that grows is moved up by the browser, but not away from its end, as a person would. */
function isAtItsEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollTop >= scrollHeight - clientHeight - 1;
}

/** Whether it is on since a moment ago: a smooth move of the browser that had begun before may still go on. */
function useJustBegun(isOn: boolean): () => boolean {
  const since = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    since.current = isOn ? performance.now() : Number.NEGATIVE_INFINITY;
  }, [isOn]);
  return useCallback(() => performance.now() - since.current < settleMs, []);
}

/** How much a figure has changed since it was drawn last. */
function useDifference(figure: number): number {
  const seen = useRef(figure);
  const by = figure - seen.current;
  seen.current = figure;
  return by;
}

/** Goes where the log says, once for each time that it says so. */
function useGoal({ goal, extent, setFollowing }: LogScrollOptions, moveTo: (anchor: Anchor) => void): void {
  const seen = useRef(0);
  useLayoutEffect(() => {
    if (goal.id === seen.current || extent.viewport === 0) return;
    seen.current = goal.id;
    if (goal.position === 'end') moveTo(endAnchor(extent));
    else {
      setFollowing(false);
      moveTo(centreAnchor(goal.position, extent));
    }
  });
}

/** Calls `action` when it was not asked for again for a while. */
function useLater(action: () => void, ms: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(action, ms);
  }, [action, ms]);
}

interface Scrolled {
  scrollTop: number;
  delta: number;
  isDragging: boolean;
}

/** Where a move of the scroll bar leads, and where the bar belongs then: at an end only when the rows end too. */
function afterScroll(anchor: Anchor, { scrollTop, delta, isDragging }: Scrolled, extent: Extent) {
  const isJump = isDragging || Math.abs(delta) > extent.viewport * 4;
  const next = isJump ? anchorAt(scrollTop, extent) : moveAnchor(anchor, delta, extent);
  const left = distanceToEnd(next, extent, nearEnd + 1);
  const isBarAtEnd = scrollTop <= 0 || scrollTop >= extent.space - extent.viewport;
  const isAtEnd = left === 0 || (next.row === 0 && next.offset === 0);
  const isWrong = !isDragging && (isBarAtEnd || isAtEnd);
  return { anchor: next, left, top: isWrong ? scrollTopOf(next, extent) : scrollTop };
}

interface Gestures {
  scroller: RefObject<HTMLElement | null>;
  isDragging: RefObject<boolean>;
  onScroll: () => void;
  rest: () => void;
  current: RefObject<LogScrollOptions>;
}

function useGestures({ scroller, isDragging, onScroll, rest, current }: Gestures) {
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const stop = (): void => {
      if (current.current.isFollowing) current.current.setFollowing(false);
    };
    const onSelection = (): void => {
      const selection = document.getSelection();
      if (selection && !selection.isCollapsed && box.contains(selection.anchorNode)) stop();
    };
    const onWheel = ({ deltaY }: WheelEvent): void => {
      isDragging.current = false;
      if (deltaY < 0 && current.current.extent.space > current.current.extent.viewport) stop();
    };
    const onPointerDown = (event: PointerEvent): void => {
      const edge = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth;
      isDragging.current = event.target === box && event.clientX >= edge;
    };
    // Not every browser tells when a scroll bar is let go; the next move without a button does.
    const onPointer = (event: PointerEvent): void => {
      if (!isDragging.current || (event.type === 'pointermove' && event.buttons !== 0)) return;
      isDragging.current = false;
      rest();
    };
    document.addEventListener('selectionchange', onSelection);
    box.addEventListener('wheel', onWheel, { passive: true });
    box.addEventListener('pointerdown', onPointerDown);
    window.addEventListener('pointerup', onPointer);
    window.addEventListener('pointermove', onPointer);
    return () => {
      document.removeEventListener('selectionchange', onSelection);
      box.removeEventListener('wheel', onWheel);
      box.removeEventListener('pointerdown', onPointerDown);
      window.removeEventListener('pointerup', onPointer);
      window.removeEventListener('pointermove', onPointer);
    };
  }, [scroller, isDragging, rest, current]);
  return { onScroll };
}

/** The height and width of a box, measured as they change; 0 before it is there. */
export function useBoxSize(box: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
