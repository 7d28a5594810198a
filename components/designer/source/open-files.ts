'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useSyncExternalStore } from 'react';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { Selection } from '../document/history.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useViews } from '../frame/use-views.ts';

/** A stretch of a file, by offsets of its text. */
export interface Stretch {
  file: string;
  from: number;
  to: number;
}

/** A stretch that somebody was led to. */
export interface Target extends Stretch {
  takesFocus: boolean;
  /** Opens the menu of quick fixes there. */
  offersFixes: boolean;
}

/** Where an editor was left. */
export interface Left {
  anchor: number;
  head: number;
  top: number;
}

interface Desk {
  tabs: readonly string[];
  target: Target | null;
  left: ReadonlyMap<string, Left>;
}

/** What lies open in the source pane; kept while the pane is closed. */
class OpenFiles {
  /** What was chosen by moving the cursor: the text does not move to it. */
  chosenHere: Selection | null = null;
  #desk: Desk = { tabs: [], target: null, left: new Map() };
  readonly #listeners = new Set<() => void>();

  readonly get = (): Desk => this.#desk;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(file: string): void {
    if (!this.#desk.tabs.includes(file)) this.#set({ tabs: [...this.#desk.tabs, file] });
  }

  close(file: string): void {
    this.#set({ tabs: this.#desk.tabs.filter((tab) => tab !== file) });
  }

  aim(target: Target | null): void {
    this.#set({ target });
  }

  leave(file: string, left: Left): void {
    // Nobody looks at it until the file is opened again.
    this.#desk = { ...this.#desk, left: new Map(this.#desk.left).set(file, left) };
  }

  #set(change: Partial<Desk>): void {
    this.#desk = { ...this.#desk, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const desks = new WeakMap<DesignerDocument, OpenFiles>();

function deskOf(document: DesignerDocument): OpenFiles {
  const desk = desks.get(document) ?? new OpenFiles();
  desks.set(document, desk);
  return desk;
}

/** The files in the source pane: own files by path, imported ones by location. The URL says which one is looked at. */
export function useOpenFiles() {
  const desk = deskOf(useDesignerDocument());
  const mainFile = useDesigner((state) => state.mainFile);
  const { tabs, target } = useSyncExternalStore(desk.subscribe, desk.get, desk.get);
  const [file, setFile] = useQueryState('file', parseAsString);
  const { choose, isNarrow, isShared, hasSource } = useViews();
  const active = file ?? mainFile;
  const open = useCallback(
    (path: string) => {
      desk.open(path);
      void setFile(path === mainFile ? null : path);
      if (isNarrow) void choose({ pane: 'source' });
      else if (!hasSource) void choose({ view: isShared ? 'split' : 'source' });
    },
    [desk, setFile, mainFile, choose, isNarrow, isShared, hasSource],
  );
  const show = useCallback(
    ({ file: path, from, to }: Stretch, { takesFocus = true, offersFixes = false } = {}) => {
      desk.aim({ file: path, from, to, takesFocus, offersFixes });
      open(path);
    },
    [desk, open],
  );
  const shown = tabs.includes(active) ? tabs : [...tabs, active];
  const close = (path: string): void => {
    desk.close(path);
    if (path === active) open(shown[shown.indexOf(path) - 1] ?? shown[1] ?? mainFile);
  };
  return { desk, tabs: shown, active, target, open, close, show };
}
