'use client';

import { useEffect, useRef, useState } from 'react';
import { type Command, type CommandMenu, listCommands } from '../../shell/commands.ts';
import { Keys } from '../../shell/keys.tsx';
import type { Spot } from '../../topology/layout.ts';
import { later } from '../../ui/later.tsx';
import { MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { boxAt, type CanvasView, shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { useDesignerDocument } from '../document/use-designer.ts';

const MenuSurface = later(async () => (await import('../../ui/menu-surface.tsx')).MenuSurface);

interface Asked {
  /** Of each menu another one, so that each is opened anew. */
  number: number;
  /** In the window. */
  at: Spot;
  title: string;
  commands: readonly Command[];
  /** Has the focus again before what was taken is carried out. */
  origin: HTMLElement | null;
}

/**
 * The menu of the canvas and of the outline: by the right button where the pointer is, by Shift+F10 or the menu key at
 * what is chosen.
 */
export function CanvasMenu() {
  const document = useDesignerDocument();
  const [asked, setAsked] = useState<Asked | null>(null);
  const taken = useRef<Command | null>(null);
  useEffect(() => {
    const open = (event: MouseEvent): void => {
      const place = event.defaultPrevented ? null : placeOf(document, event);
      if (place === null) return;
      event.preventDefault();
      const { title, menu } = whatFor(document);
      // What was only now chosen offers its commands once it was drawn.
      requestAnimationFrame(() =>
        setAsked((before) => ({ ...place, number: (before?.number ?? 0) + 1, title, commands: commandsOf(menu) })),
      );
    };
    window.document.addEventListener('contextmenu', open);
    return () => window.document.removeEventListener('contextmenu', open);
  }, [document]);
  if (asked === null || asked.commands.length === 0) return null;
  const { number, at, title, commands, origin } = asked;
  const goBack = (): void => {
    if (origin === null) shownCanvas()?.focus();
    else origin.focus({ preventScroll: true });
    taken.current?.run?.();
    taken.current = null;
  };
  return (
    <MenuSurface
      key={number}
      align="start"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          onFocus={goBack}
          style={{ left: at.x, top: at.y }}
          className="pointer-events-none fixed size-0"
        />
      }
    >
      <MenuLabel>{title}</MenuLabel>
      {commands.map((command) => (
        <MenuItem
          key={command.label}
          onSelect={() => {
            taken.current = command;
          }}
          danger={command.label === 'Delete'}
        >
          <span className="min-w-0 flex-1 pr-4">{command.label}</span>
          {command.keys && <Keys keys={command.keys} />}
        </MenuItem>
      ))}
    </MenuSurface>
  );
}

/** Null: what was pointed at has no menu of ours. */
function placeOf(document: DesignerDocument, event: MouseEvent): Pick<Asked, 'at' | 'origin'> | null {
  const isPointed = event.button === 2;
  const pointed = { x: event.clientX, y: event.clientY };
  const tree = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-outline]') : null;
  if (tree !== null) {
    const row = window.document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
    const { left, bottom } = (row ?? tree).getBoundingClientRect();
    return { at: isPointed ? pointed : { x: left + 28, y: bottom }, origin: tree };
  }
  const view = shownCanvas();
  if (view === null || !isOnCanvas(event.target)) return null;
  if (isPointed && !isOnLine(event.target)) chooseAt(document, view, pointed);
  return { at: isPointed ? pointed : atChosen(document, view), origin: null };
}

function isOnCanvas(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[aria-label="Canvas"][data-pane]') !== null &&
    target.closest('input, textarea') === null
  );
}

/** A line chooses itself. */
function isOnLine(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-line]') !== null;
}

/** What is under the pointer is chosen, unless it is among what is chosen. */
function chooseAt(document: DesignerDocument, view: CanvasView, at: Spot): void {
  const box = boxAt(view.boxes(), view.toCanvas(at));
  const { nodes, relationship } = document.getState().selection;
  if (box === null && (relationship !== null || nodes.length > 0)) document.select({});
  if (box !== null && !nodes.includes(box.id)) document.select({ nodes: [box.id] });
}

function whatFor(document: DesignerDocument): { title: string; menu: CommandMenu } {
  const { nodes, relationship, entry } = document.getState().selection;
  if (entry !== undefined) return { title: entry.name, menu: 'entry' };
  if (relationship !== null) return { title: `Relationship of ${relationship.node}`, menu: 'relationship' };
  const [first] = nodes;
  if (first === undefined) return { title: 'Canvas', menu: 'ground' };
  return { title: nodes.length === 1 ? first : `${nodes.length} nodes`, menu: 'nodes' };
}

function commandsOf(menu: CommandMenu): Command[] {
  return listCommands()
    .flatMap(({ commands }) => commands)
    .filter((command) => command.menu?.includes(menu) === true && command.run !== undefined)
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** What is wanted seldom stands below, and what takes away last. */
function rankOf({ label }: Command): number {
  if (label === 'Delete') return 2;
  return label === 'Tidy up' || label === 'Select all of the same type' ? 1 : 0;
}

function atChosen(document: DesignerDocument, view: CanvasView): Spot {
  const main = document.getState().selection.nodes.at(-1);
  const box = view.boxes().find(({ id }) => id === main);
  const part = view.part();
  return view.toWindow(
    box === undefined
      ? { x: part.x + part.width / 2, y: part.y + part.height / 2 }
      : { x: box.x + 12, y: box.y + Math.min(box.height, 52) },
  );
}
