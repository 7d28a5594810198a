'use client';

import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Selection } from './elements.ts';
import { LiveNodes, type NodeLook } from './live-nodes.ts';

/** What nodes on the canvas can do and need to know beside their own data. */
export interface CanvasActions {
  select(selection: Selection): void;
  /** Opens a closed container, or closes an open one. */
  toggle(id: string, isFolded: boolean): void;
  showAll(): void;
}

export const ActionsContext = createContext<CanvasActions>({
  select: () => undefined,
  toggle: () => undefined,
  showAll: () => undefined,
});

export function useActions(): CanvasActions {
  return useContext(ActionsContext);
}

/** How drawn nodes look now, and when that changes. */
export type Looks = Pick<LiveNodes, 'look' | 'subscribe' | 'watch' | 'markOf'>;

export const LiveContext = createContext<Looks>(new LiveNodes());

/** How a drawn node looks now. Only what shows this node is rendered again when that changes. */
export function useLook(id: string): NodeLook {
  const live = useContext(LiveContext);
  const subscribe = useCallback((listener: () => void) => live.subscribe(id, listener), [live, id]);
  const read = useCallback(() => live.look(id), [live, id]);
  return useSyncExternalStore(subscribe, read, read);
}

/** What stands out: the node that the keyboard is at, and, while something is looked for, what was found. */
export interface Emphasis {
  cursor: string | null;
  /** Drawn nodes that match, or that hold a match; null when nothing is looked for. */
  matching: ReadonlySet<string> | null;
}

export const EmphasisContext = createContext<Emphasis>({ cursor: null, matching: null });

export function useEmphasis(): Emphasis {
  return useContext(EmphasisContext);
}

/** Operations of the running workflow: those that have gone well, of those that are known. */
export interface NodeProgress {
  done: number;
  total: number;
}

const ProgressContext = createContext<ReadonlyMap<string, NodeProgress> | null>(null);

/** Gives the drawing how far a running workflow is with each node; null when none runs. */
export const ProgressProvider = ProgressContext.Provider;

const RolloutsContext = createContext<ReadonlyMap<string, NodeProgress> | null>(null);

/** Gives the drawing how many pods of each node's objects are of the newest form and serve; null when none has any. */
export const RolloutsProvider = RolloutsContext.Provider;

/** The pods of one node's objects; undefined when it has none. */
export function useNodeRollout(node: string): NodeProgress | undefined {
  return useContext(RolloutsContext)?.get(node);
}

/** How far it is with one node; undefined when it has nothing to do there. */
export function useNodeProgress(node: string): NodeProgress | undefined {
  return useContext(ProgressContext)?.get(node);
}
