'use client';

import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef } from 'react';
import type { DesignerDocument } from '../document/designer-document.ts';
import { connectNodes } from './connect-nodes.ts';
import { dragNodes } from './drag-nodes.ts';
import { panAtEdge } from './edge-pan.ts';
import { lasso } from './lasso.ts';
import { pan } from './pan.ts';
import { resizeNode } from './resize-node.ts';
import type { Pointer, Tracker } from './tracker.ts';
import type { Workplace } from './workplace.ts';

/** A press that moves no further than this, px, is a click. */
const clickReach = 4;

interface Press {
  start: Pointer;
  /** Begins when the pointer has moved far enough. */
  begin(): Tracker | null;
  /** What a click does. */
  click(): void;
  tracker: Tracker | null;
  atEdge: ReturnType<typeof panAtEdge>;
  end(): void;
}

/** Presses on nodes, handles and, with Shift or Space, anywhere. The view answers to the others. */
export function usePointerGestures(workplace: Workplace, options: { canEdit: boolean; isOverview: boolean }) {
  const isPanning = useSpaceKey();
  const latest = useRef(options);
  latest.current = options;
  const press = useRef<Press | null>(null);
  useEffect(() => () => press.current?.end(), []);
  return useCallback(
    (event: ReactPointerEvent<HTMLElement>) => {
      if (press.current !== null || !(event.target instanceof Element)) return;
      workplace.stage.shown?.camera.rest();
      const meant = meaningOf(event, workplace, { ...latest.current, isPanning: isPanning.current });
      if (meant === null) return;
      // The view must not move along.
      event.preventDefault();
      event.stopPropagation();
      event.currentTarget
        .querySelector<HTMLElement>('[role=application]')
        ?.focus({ preventScroll: true, focusVisible: false });
      press.current = follow(workplace, { meant, start: event.nativeEvent }, () => {
        press.current = null;
      });
    },
    [workplace, isPanning],
  );
}

type Meaning = Pick<Press, 'begin' | 'click'>;

function meaningOf(
  event: ReactPointerEvent,
  workplace: Workplace,
  { canEdit, isOverview, isPanning }: { canEdit: boolean; isOverview: boolean; isPanning: boolean },
): Meaning | null {
  const { target, nativeEvent } = event;
  if (!(target instanceof Element) || target.closest('.react-flow') === null) return null;
  const nothing = () => undefined;
  if (isPanning || event.button === 1) return { begin: () => pan(workplace.stage, nativeEvent), click: nothing };
  if (
    event.button !== 0 ||
    target.closest('button, a, input, textarea, .react-flow__panel, [aria-roledescription=note]')
  )
    return null;
  const node = target.closest('[data-node]')?.getAttribute('data-node') ?? null;
  if (node === null) {
    const isLasso = event.shiftKey && !isOverview && target.closest('[data-line]') === null;
    return isLasso ? { begin: () => lasso(workplace, nativeEvent), click: nothing } : null;
  }
  if (canEdit && target.closest('[data-handle]')) {
    return { begin: () => connectNodes(workplace, node, nativeEvent), click: nothing };
  }
  if (canEdit && target.closest('[data-sizer]')) {
    return { begin: () => resizeNode(workplace, node, nativeEvent), click: nothing };
  }
  return {
    begin() {
      if (!canEdit) return pan(workplace.stage, nativeEvent);
      if (!workplace.document.getState().selection.nodes.includes(node)) choose(workplace.document, node, event);
      return dragNodes(workplace, node, nativeEvent);
    },
    click: () => choose(workplace.document, node, event),
  };
}

/** A click chooses one node; with Shift, Ctrl or Cmd it adds it to the others, or takes it away. */
function choose(
  document: DesignerDocument,
  node: string,
  { shiftKey, ctrlKey, metaKey }: Pick<Pointer, 'shiftKey' | 'ctrlKey' | 'metaKey'>,
): void {
  const { nodes } = document.getState().selection;
  const isMore = shiftKey || ctrlKey || metaKey;
  const others = nodes.filter((each) => each !== node);
  if (!isMore) document.select({ nodes: [node] });
  else document.select({ nodes: nodes.includes(node) ? others : [...others, node] });
}

function follow(
  { stage }: Workplace,
  { meant, start }: { meant: Meaning; start: PointerEvent },
  onEnd: () => void,
): Press {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const press: Press = {
    ...meant,
    start,
    tracker: null,
    atEdge: panAtEdge(stage, (pointer) => press.tracker?.move(pointer)),
    end() {
      press.atEdge.stop();
      ended.abort();
      onEnd();
    },
  };
  const isOwn = (event: PointerEvent) => event.pointerId === start.pointerId;
  window.addEventListener('pointermove', (event) => isOwn(event) && moveOn(press, event), options);
  window.addEventListener('pointerup', (event) => isOwn(event) && letGo(press, event), options);
  window.addEventListener('pointercancel', (event) => isOwn(event) && giveUp(press), options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      giveUp(press);
    },
    { ...options, capture: true },
  );
  return press;
}

function moveOn(press: Press, event: PointerEvent): void {
  const far = Math.hypot(event.clientX - press.start.clientX, event.clientY - press.start.clientY);
  if (press.tracker === null) {
    if (far < clickReach) return;
    press.tracker = press.begin();
    if (press.tracker === null) press.end();
  }
  press.tracker?.move(event);
  if (press.tracker && !press.tracker.isOfView) press.atEdge.at(event);
}

function letGo(press: Press, event: PointerEvent): void {
  press.end();
  if (press.tracker === null) press.click();
  else dropClick();
  press.tracker?.end(event);
}

/** The browser takes the end of a drag for a click on what lies under it. */
function dropClick(): void {
  const stop = (event: Event) => event.stopPropagation();
  window.addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }));
}

function giveUp(press: Press): void {
  press.end();
  press.tracker?.cancel();
}

/** Whether Space is held, outside of what takes it for itself. */
function useSpaceKey() {
  const isHeld = useRef(false);
  useEffect(() => {
    const ended = new AbortController();
    const options = { signal: ended.signal };
    const hold = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !isOnCanvas(event.target)) return;
      isHeld.current = true;
      // The page must not scroll; a button is still pressed by it.
      if (event.target instanceof Element && event.target.matches('[role=application]')) event.preventDefault();
    };
    const release = () => {
      isHeld.current = false;
    };
    window.addEventListener('keydown', hold, options);
    window.addEventListener('keyup', (event) => event.key === ' ' && release(), options);
    window.addEventListener('blur', release, options);
    return () => ended.abort();
  }, []);
  return isHeld;
}

function isOnCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[role=application]') !== null);
}
