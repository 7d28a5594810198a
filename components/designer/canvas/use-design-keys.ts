'use client';

import { type KeyboardEvent, type RefObject, useCallback, useRef } from 'react';
import { type Command, useCommands } from '../../shell/commands.ts';
import { nameStroke } from '../../shell/key-strokes.ts';
import { boundsOf } from '../../topology/boxes.ts';
import type { Camera } from '../../topology/use-camera.ts';
import type { Find } from '../../topology/use-find.ts';
import { nodeCommands } from '../editing/edit-commands.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { moveByKey, tidyCommands } from './place-commands.ts';
import { walk } from './walk.ts';
import type { Workplace } from './workplace.ts';

interface KeyOptions {
  workplace: Workplace;
  camera: Camera;
  find: Find;
  findField: RefObject<HTMLInputElement | null>;
  layoutMaker: LayoutMaker;
  canEdit: boolean;
  toggle(id: string): void;
  /** Leads to the fields of what is chosen. */
  onInspect(): true;
}

/** The canvas by keyboard alone. What is chosen is where the keyboard is. */
export function useDesignKeys(options: KeyOptions): (event: KeyboardEvent) => void {
  const view = viewCommands(options);
  const { canEdit, workplace, layoutMaker } = options;
  const tidy = canEdit ? tidyCommands(workplace, layoutMaker) : [];
  useCommands('Canvas', [...view, ...tidy, ...(canEdit ? movesByKey : [])]);
  const latest = useRef({ options, commands: [...view, ...tidy] });
  latest.current = { options, commands: [...view, ...tidy, ...nodeCommands(workplace.document)] };
  return useCallback((event: KeyboardEvent) => {
    if (isTyping(event.target) || isPressing(event)) return;
    const stroke = nameStroke(event);
    const isDone = answer(latest.current.options, stroke) || run(latest.current.commands, stroke);
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  }, []);
}

const movesByKey: readonly Command[] = [
  { label: 'Move by 10 px; with Shift by 50', keys: 'Mod+ArrowRight', isKeyOnly: true },
  { label: 'Resize a container', keys: 'Alt+Shift+ArrowRight', isKeyOnly: true },
];

/** Keys that only the canvas itself answers. */
function answer({ workplace, camera, canEdit, toggle, onInspect }: KeyOptions, stroke: string): boolean {
  const { document, stage } = workplace;
  const { picture } = stage;
  if (picture === null) return false;
  const at = document.getState().selection.nodes.at(-1) ?? null;
  const main = at === null ? null : (picture.drawnAs.get(at) ?? null);
  const target = walk(picture, main, stroke);
  if (target !== null) {
    document.select({ nodes: [target] });
    const box = picture.index.get(target);
    if (box) camera.reveal(box);
    return true;
  }
  if (stroke === 'Escape') return leave(workplace);
  if (stroke === 'Enter' && at !== null) return onInspect();
  if (stroke === 'Shift+Enter' && main !== null && picture.children.has(main)) {
    toggle(main);
    return true;
  }
  return canEdit && moveByKey(workplace, stroke);
}

/** Chooses nothing; from there, the focus leaves the canvas. */
function leave({ document, stage }: Workplace): true {
  const { nodes, relationship } = document.getState().selection;
  if (nodes.length > 0 || relationship !== null) document.select({});
  else stage.shown?.pane.querySelector<HTMLElement>('[role=application]')?.blur();
  return true;
}

function run(commands: readonly Command[], stroke: string): boolean {
  const command = commands.find(({ keys }) => keys === stroke);
  command?.run?.();
  return command?.run !== undefined;
}

function viewCommands({ workplace, camera, find, findField }: KeyOptions): Command[] {
  const { document, stage } = workplace;
  const selected = () => document.getState().selection.nodes;
  const look = (step: 1 | -1) => () => (find.found === null ? findField.current?.focus() : find.step(step));
  const showChosen = () => {
    const part = boundsOf(selected().flatMap((id) => stage.picture?.index.get(id) ?? []));
    if (part !== null) camera.showPart(part);
  };
  return [
    { label: 'Walk to the nearest node', keys: 'ArrowRight', isKeyOnly: true },
    { label: 'Next node, as in the outline', keys: 'Tab', isKeyOnly: true },
    { label: 'Into a container, or out of it', keys: 'Alt+ArrowDown', isKeyOnly: true },
    { label: 'Open or close a container', keys: 'Shift+Enter', isKeyOnly: true },
    { label: 'Zoom in', keys: '+', run: () => camera.zoomBy(1.25) },
    { label: 'Zoom in', keys: '=', run: () => camera.zoomBy(1.25), isKeyOnly: true },
    { label: 'Zoom out', keys: '-', run: () => camera.zoomBy(0.8) },
    { label: 'Zoom to life size', keys: '0', run: () => camera.zoomTo(1) },
    { label: 'Zoom to all of it', keys: '1', run: camera.fit },
    { label: 'Zoom to the selection', keys: '2', run: showChosen },
    { label: 'Find on the canvas; next match', keys: 'F', run: look(1) },
    { label: 'Previous match on the canvas', keys: 'Shift+F', run: look(-1) },
    { label: 'Select nothing, or leave', keys: 'Escape', isKeyOnly: true },
  ];
}

function isTyping(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
}

/** A button over the canvas takes these keys for itself. */
function isPressing({ key, target }: KeyboardEvent): boolean {
  return /^(Enter| |Tab)$/.test(key) && target instanceof Element && target.closest('button, a') !== null;
}
