'use client';

import { createContext, useContext } from 'react';

/** What nodes on the canvas can do, and need to know beside their own data. */
export interface CanvasActions {
  canEdit: boolean;
  /** Drawn nodes that match what is looked for; null when nothing is. */
  matching: ReadonlySet<string> | null;
  /** Opens a closed container, closes an open one. */
  toggle(id: string): void;
}

export const CanvasActionsContext = createContext<CanvasActions>({
  canEdit: false,
  matching: null,
  toggle: () => undefined,
});

export function useCanvasActions(): CanvasActions {
  return useContext(CanvasActionsContext);
}
