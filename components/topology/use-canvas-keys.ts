'use client';

import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { BoxIndex } from './box-index.ts';
import { type Arrow, nearest } from './boxes.ts';
import type { CanvasActions } from './canvas-context.ts';
import type { FoldedTopology } from './fold-topology.ts';
import type { Camera } from './use-camera.ts';
import type { Find } from './use-find.ts';

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface CanvasKeys {
  /** The drawn node that the keyboard is at. */
  cursor: string | null;
  onKeyDown(event: KeyboardEvent): void;
}

interface KeyOptions {
  index: BoxIndex;
  folded: FoldedTopology;
  /** The drawn node that is chosen. */
  chosen: string | null;
  actions: CanvasActions;
  camera: Camera;
  find: Find;
  findField: RefObject<HTMLInputElement | null>;
  onHelp(): void;
}

/** The canvas by keyboard alone: arrows walk, Enter chooses; the keys are listed in `canvas-help.tsx`. */
export function useCanvasKeys(options: KeyOptions): CanvasKeys {
  const [at, setAt] = useState<string | null>(null);
  const { index, chosen } = options;
  const cursor = at !== null && index.get(at) ? at : null;
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (isTyping(event.target) || isPressing(event) || event.ctrlKey || event.metaKey) return;
      const from = cursor ?? chosen;
      const target = event.altKey ? climb(event.key, from, index) : walk(event.key, from, index);
      if (target !== null) {
        event.preventDefault();
        event.stopPropagation();
        const box = index.get(target);
        if (box) options.camera.reveal(box);
        setAt(target);
        return;
      }
      if (event.altKey) return;
      const act = commands(options, { cursor: from, leave: () => setAt(null) })[keyOf(event)];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    [options, index, cursor, chosen],
  );
  return { cursor, onKeyDown };
}

function keyOf({ key, shiftKey }: KeyboardEvent): string {
  return shiftKey && /^(f|F|Enter)$/.test(key)
    ? `Shift+${key.length === 1 ? key.toLowerCase() : key}`
    : key.toLowerCase();
}

function isTyping(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
}

/** A button over the canvas takes these keys for itself. */
function isPressing({ key, target }: KeyboardEvent): boolean {
  return (key === 'Enter' || key === ' ') && target instanceof Element && target.closest('button, a') !== null;
}

function walk(key: string, from: string | null, { boxes }: BoxIndex): string | null {
  const arrow = arrows[key];
  if (!arrow) return null;
  return from === null ? (boxes[0]?.id ?? null) : nearest(boxes, from, arrow);
}

/** Into the first part of a container, or out to the container. */
function climb(key: string, from: string | null, index: BoxIndex): string | null {
  if (from === null) return null;
  if (key === 'ArrowDown') return index.boxes.find((box) => box.parent === from)?.id ?? null;
  if (key === 'ArrowUp') return index.get(from)?.parent ?? null;
  return null;
}

function commands(
  { index, folded, actions, camera, find, findField, onHelp, chosen }: KeyOptions,
  { cursor, leave }: { cursor: string | null; leave: () => void },
): Readonly<Record<string, () => void>> {
  const drawn = cursor === null ? undefined : folded.nodes.find((each) => each.id === cursor);
  const box = cursor === null ? null : index.get(cursor);
  const choose = () => {
    if (drawn?.node) actions.select({ node: drawn.node.id, instance: null });
    else if (drawn?.group) actions.toggle(drawn.id, drawn.isFolded);
    else if (drawn) actions.showAll();
  };
  return {
    enter: choose,
    ' ': choose,
    'Shift+Enter': () => {
      if (drawn && drawn.holds > 0) actions.toggle(drawn.id, drawn.isFolded);
    },
    '+': () => camera.zoomBy(1.25),
    '=': () => camera.zoomBy(1.25),
    '-': () => camera.zoomBy(0.8),
    '0': () => camera.zoomTo(1),
    '1': () => camera.fit(),
    '2': () => box && camera.showPart(box),
    f: () => (find.found === null ? findField.current?.focus() : find.step(1)),
    'Shift+f': () => (find.found === null ? findField.current?.focus() : find.step(-1)),
    '?': onHelp,
    escape: () => {
      leave();
      if (chosen !== null) actions.select({ node: null, instance: null });
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  };
}
