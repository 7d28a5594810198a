import { useSyncExternalStore } from 'react';

/** What a drag of a type carries, so that only types are let go on the canvas. */
export const dragFormat = 'application/x-gantry-type';

/** A type on its way to the canvas. */
export interface Carried {
  name: string;
  hierarchy: readonly string[];
  /** What is imported with it; null when the blueprint has it. */
  location: string | null;
  /** Held by a drag, or put down by the next click. */
  by: 'drag' | 'click';
}

let carried: Carried | null = null;
const listeners = new Set<() => void>();

/** Begins to carry a type, or ends with null. A drag tells its data to nobody before it is let go; so it is kept here. */
export function carry(next: Carried | null): void {
  carried = next;
  for (const listener of listeners) listener();
}

export function useCarried(): Carried | null {
  return useSyncExternalStore(
    subscribe,
    () => carried,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
