'use client';

import { createContext, use, useCallback, useRef, useSyncExternalStore } from 'react';
import type { Design } from '../../../core/design/design.ts';
import type { DesignerDocument, DesignerState } from './designer-document.ts';

const Context = createContext<DesignerDocument | null>(null);

export const DesignerProvider = Context.Provider;

/** The document of the designer around. */
export function useDesignerDocument(): DesignerDocument {
  const document = use(Context);
  if (document === null) throw new Error('This is used outside of a designer.');
  return document;
}

/** A part of what the designer shows; drawn again only when the part is another object. */
export function useDesigner<Part>(part: (state: DesignerState) => Part): Part {
  const document = useDesignerDocument();
  const latest = useRef(part);
  latest.current = part;
  const read = useCallback(() => latest.current(document.getState()), [document]);
  return useSyncExternalStore(document.subscribe, read, read);
}

/** Whether the text was read at least once. Readings after that draw nothing again. */
export function useIsRead(): boolean {
  return useDesigner((state) => state.analysis.design !== null);
}

/** What is seen of the text; null until it was read for the first time. */
export function useDesign(): Design | null {
  return useDesigner((state) => state.analysis.design);
}
