'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useDesignerDocument } from '../document/use-designer.ts';
import { type Stage, stageOf } from './stage.ts';

export function useStage(): Stage {
  return stageOf(useDesignerDocument());
}

/** A part of what the stage shows; drawn again only when the part is another one. */
export function useStaged<Part>(part: (state: ReturnType<Stage['getState']>) => Part): Part {
  const stage = useStage();
  const latest = useRef(part);
  latest.current = part;
  const read = useCallback(() => latest.current(stage.getState()), [stage]);
  return useSyncExternalStore(stage.subscribe, read, read);
}
