'use client';

import { useStore } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import type { BoxIndex } from './box-index.ts';
import type { Rectangle } from './boxes.ts';
import { NearView } from './near-view.ts';

/** The part of the drawing that is made of elements now; null while all of it is an overview. */
export function useNearPart(index: BoxIndex): Rectangle | null {
  const near = useMemo(() => new NearView(index), [index]);
  return useStore(
    useCallback(({ transform: [x, y, zoom], width, height }) => near.take({ x, y, zoom, width, height }), [near]),
  );
}
