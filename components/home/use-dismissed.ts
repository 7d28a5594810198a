'use client';

import { useSyncExternalStore } from 'react';

const changed = 'gantry-dismissed';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(changed, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(changed, onChange);
  };
}

/** Whether a person has put something away in this browser; true until it is known, so that nothing appears and goes. */
export function useDismissed(name: string) {
  const key = `gantry:${name}:dismissed`;
  const isDismissed = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => true,
  );
  return {
    isDismissed,
    setDismissed: (on: boolean) => {
      write(key, on);
      window.dispatchEvent(new Event(changed));
    },
  };
}

/** A browser that keeps nothing has dismissed nothing. */
function read(key: string): boolean {
  try {
    return window.localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function write(key: string, on: boolean): void {
  try {
    if (on) window.localStorage.setItem(key, '1');
    else window.localStorage.removeItem(key);
  } catch {
    // It is asked again next time.
  }
}
