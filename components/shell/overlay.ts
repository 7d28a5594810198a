'use client';

import { useSyncExternalStore } from 'react';

type Overlay = 'palette' | 'keys';

let shown: Overlay | null = null;
const listeners = new Set<() => void>();

/** Shows the command palette or the list of keys over whatever page there is; null: neither. */
export function showOverlay(overlay: Overlay | null): void {
  shown = overlay;
  for (const listener of listeners) listener();
}

/** Which of them is shown. */
export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
