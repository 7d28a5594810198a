'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import type { DraftSaver } from './draft-saver.ts';
import type { SaverState } from './saver-types.ts';

const Context = createContext<DraftSaver | null>(null);

export const SaverProvider = Context.Provider;

/** What saves the designer around. */
export function useSaver(): DraftSaver {
  const saver = use(Context);
  if (saver === null) throw new Error('This is used outside of a designer.');
  return saver;
}

/** How far saving is, and what the server has. */
export function useSaverState(): SaverState {
  const saver = useSaver();
  return useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);
}
