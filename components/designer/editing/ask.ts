import { useSyncExternalStore } from 'react';
import type { Spot } from '../../topology/layout.ts';

/** Something that is asked for before nodes are changed. */
export interface Ask {
  title: string;
  /** Beside what is asked about, px of the window; without it near the top, as the palette of commands. */
  at?: Spot | undefined;
  choices: readonly AskChoice[];
  /** With a field to look for one. */
  isLong?: boolean;
}

export interface AskChoice {
  id: string;
  label: string;
  hint?: string;
  /** Why it cannot be chosen; null: it can. */
  refused?: string | null;
}

interface Asked extends Ask {
  answer(id: string | null): void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

/** Asks in whatever pane is shown. @returns what was chosen; null when nothing was */
export function ask(question: Ask): Promise<string | null> {
  asked?.answer(null);
  return new Promise((resolve) => {
    const answer = (id: string | null): void => {
      set(null);
      resolve(id);
    };
    set({ ...question, answer });
  });
}

/** What is asked now; null: nothing. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  );
}

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
