import { useSyncExternalStore } from 'react';
import type { Spot } from '../../topology/layout.ts';

/** What a quickly added node is for. */
export interface QuickAdd {
  /** Where on the canvas its middle goes; somewhere free without it. */
  at?: Spot;
  /** The node that is connected to it in the same step; only types that fit are offered. */
  connectFrom?: string;
  /** The node that it is put into in the same step. */
  nestIn?: string;
}

let asked: QuickAdd | null = null;
const listeners = new Set<() => void>();

/** Opens a list of types from which a node is added by a few letters. */
export function openQuickAdd(request: QuickAdd = {}): void {
  set(request);
}

export function closeQuickAdd(): void {
  set(null);
}

/** What was asked for; null while the list is closed. */
export function useQuickAdd(): QuickAdd | null {
  return useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  );
}

function set(next: QuickAdd | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
