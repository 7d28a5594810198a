'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Whether a person has put something away in this browser; true while it is not known, so that nothing appears and goes. */
export function useDismissed(key: string) {
  const isDismissed = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => true,
  );
  const dismiss = useCallback(() => {
    try {
      localStorage.setItem(key, 'true');
    } catch {
      // A browser that keeps nothing shows it again the next time.
    }
    for (const each of listeners) each();
  }, [key]);
  return { isDismissed, dismiss };
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'true';
  } catch {
    return false;
  }
}
