'use client';

import { useSyncExternalStore } from 'react';

const key = 'gantry-follow-selection';
const listeners = new Set<() => void>();
let isOn: boolean | null = null;

/** Whether source and canvas show each other's selection, as this browser remembers it. */
export function useFollowsSelection(): [boolean, (next: boolean) => void] {
  return [useSyncExternalStore(subscribe, read, () => true), change];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): boolean {
  if (isOn === null) {
    try {
      isOn = localStorage.getItem(key) !== 'off';
    } catch {
      isOn = true;
    }
  }
  return isOn;
}

function change(next: boolean): void {
  isOn = next;
  try {
    localStorage.setItem(key, next ? 'on' : 'off');
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener();
}
