'use client';

import { createContext, useContext } from 'react';
import type { Selection } from './elements.ts';

const SelectContext = createContext<(selection: Selection) => void>(() => undefined);

/** Chooses a node or one of its instances; what that means is up to the page. */
export const SelectProvider = SelectContext.Provider;

export function useSelect(): (selection: Selection) => void {
  return useContext(SelectContext);
}
