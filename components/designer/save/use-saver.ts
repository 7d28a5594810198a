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

/** A part of how far saving is and of what the server has; drawn again only when the part is another one. */
export function useSaved<Part>(part: (state: SaverState) => Part): Part {
  const saver = useSaver();
  const read = () => part(saver.getState());
  return useSyncExternalStore(saver.subscribe, read, read);
}
