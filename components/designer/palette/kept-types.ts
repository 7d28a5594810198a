import { useSyncExternalStore } from 'react';

const keys = { recent: 'gantry-recent-types', favourite: 'gantry-favourite-types' } as const;
const mostRecent = 6;

/** Types that a person used last, the newest first, and those that they marked; both kept in this browser. */
export interface KeptTypes {
  recent: readonly string[];
  favourite: readonly string[];
}

const none: KeptTypes = { recent: [], favourite: [] };
let kept: KeptTypes | null = null;
const listeners = new Set<() => void>();

export function useKeptTypes(): KeptTypes {
  return useSyncExternalStore(subscribe, read, () => none);
}

/** Remembers that a type was used. */
export function keepRecentType(type: string): void {
  const { recent } = read();
  keep('recent', [type, ...recent.filter((each) => each !== type)].slice(0, mostRecent));
}

/** Marks a type as a favourite, or no longer. */
export function toggleFavourite(type: string): void {
  const { favourite } = read();
  const others = favourite.filter((each) => each !== type);
  keep('favourite', others.length < favourite.length ? others : [...favourite, type]);
}

function read(): KeptTypes {
  kept ??= { recent: recall('recent'), favourite: recall('favourite') };
  return kept;
}

function keep(which: keyof KeptTypes, types: readonly string[]): void {
  kept = { ...read(), [which]: types };
  try {
    localStorage.setItem(keys[which], JSON.stringify(types));
  } catch {
    // A browser that keeps nothing forgets them with the page.
  }
  for (const listener of listeners) listener();
}

function recall(which: keyof KeptTypes): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keys[which]) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
