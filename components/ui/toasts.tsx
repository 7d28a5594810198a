'use client';

import { useSyncExternalStore } from 'react';
import { faultText } from '../api/fault.ts';
import { later } from './later.tsx';
import type { Saying } from './saying.ts';

const Surface = later(async () => (await import('./toast-surface.tsx')).ToastSurface);

/** Said and not shown yet. */
let waiting: Saying[] = [];
let said = 0;
const listeners = new Set<() => void>();

function say(saying: Saying): void {
  waiting.push(saying);
  said += 1;
  for (const listener of listeners) listener();
}

function take(): Saying[] {
  const taken = waiting;
  waiting = [];
  return taken;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where things are said in passing. What draws them is loaded with the first one. */
export function Toasts() {
  const count = useSyncExternalStore(
    subscribe,
    () => said,
    () => 0,
  );
  return count > 0 && <Surface said={count} take={take} />;
}

/** For what a person did and is done; of several with the same `name` only the last is shown. */
export function sayDone(title: string, name?: string): void {
  say({ isGood: true, title, ...(name !== undefined && { name }) });
}

/** For what was refused, with the reason as a sentence. */
export function sayRefused(title: string, reason: string): void {
  say({ isGood: false, title, reason });
}

/** For a fault of something that a person did; it stays long enough to be read. */
export function sayFault(title: string, fault: unknown): void {
  sayRefused(title, faultText(fault));
}
