'use client';

import { useSyncExternalStore } from 'react';

/** Since when the server has not answered, in milliseconds since 1970; null while it does. */
let awaySince: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if ((next === null) === (awaySince === null)) return;
  awaySince = next;
  for (const listener of listeners) listener();
}

/** `fetch` that notes whether the server answered: what a proxy says in its place, or nothing at all, does not count. */
export async function watchedFetch(address: string, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, init);
    set(response.status === 502 || response.status === 504 ? Date.now() : null);
    return response;
  } catch (fault) {
    set(Date.now());
    throw fault;
  }
}

/** Asks the server whether it is there; what it answers is noted. */
export async function askServer(): Promise<void> {
  await watchedFetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
}

export function useAwaySince(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => awaySince,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
