'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';

/** What a menu of the designer is about: chosen nodes, a chosen relationship, another chosen entry, or the ground. */
export type CommandMenu = 'nodes' | 'relationship' | 'entry' | 'ground';

/** Something that can be done on the page at hand. */
export interface Command {
  /** What it does, as a button would say it. */
  label: string;
  /** In a few words more, for the palette. */
  hint?: string | undefined;
  /**
   * Keys as people read them: `Mod+K` (Ctrl, Cmd on a Mac), `?`, `Shift+E`, `F8`, or one after the other: `G D`. Where
   * there is no `run`, they are only listed: what has the focus answers them by itself.
   */
  keys?: string | undefined;
  run?: (() => void) | undefined;
  /** Text fields have a use for these keys themselves, such as `Mod+Z`: there they are the field's. */
  isTextKey?: boolean | undefined;
  /** These keys are answered elsewhere, such as by the browser's event `copy`; `run` is for menus and the palette. */
  isForEvent?: boolean | undefined;
  /** Of what on a canvas it is in the menu. */
  menu?: readonly CommandMenu[] | undefined;
  /** Left out of the palette, listed among the keys. */
  isKeyOnly?: boolean | undefined;
}

interface Group {
  name: string;
  commands: () => readonly Command[];
}

const groups = new Set<Group>();
const watchers = new Set<() => void>();
const none: ReturnType<typeof listCommands> = [];
let offered: ReturnType<typeof listCommands> | null = null;

/**
 * Offers commands for as long as the component is there: in the palette, by their keys, and in the list of keys. The
 * group's name says of what they are, such as "Deployment". Commands may change with every render.
 */
export function useCommands(group: string, commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
    tellWatchers();
  });
  useEffect(() => {
    const own: Group = { name: group, commands: () => latest.current };
    groups.add(own);
    tellWatchers();
    return () => {
      groups.delete(own);
      tellWatchers();
    };
  }, [group]);
}

/** The commands that are offered now, the page's own before those of every page. */
export function listCommands(): { group: string; commands: readonly Command[] }[] {
  return [...groups].toReversed().map(({ name, commands }) => ({ group: name, commands: commands() }));
}

/**
 * The same, kept up to date: what a page offers may become known after it is seen, such as when it is read who the
 * person is. The component must offer no commands itself.
 */
export function useOfferedCommands(): ReturnType<typeof listCommands> {
  return useSyncExternalStore(watch, readOffered, () => none);
}

/** The same list until something else is offered. */
function readOffered(): ReturnType<typeof listCommands> {
  offered ??= listCommands();
  return offered;
}

function tellWatchers(): void {
  offered = null;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
