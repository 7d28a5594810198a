'use client';

import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { oncePerFrame } from '../logs/once-per-frame.ts';
import { type NodeBox, overlaps, visiblePart } from './boxes.ts';

/** So many nodes become elements in one frame, beside those that are in view: more would hold up a pan. */
const perFrame = 16;

/**
 * What is to have elements, brought in over a few frames: what is in view, what had elements before and what is named at
 * once, and the margin around it bit by bit. Null stays null.
 */
export function useInSteps(
  wanted: ReadonlySet<NodeBox> | null,
  [first, second]: readonly [string | null, string | null],
): ReadonlySet<NodeBox> | null {
  const store = useStoreApi();
  const before = useRef<ReadonlySet<string>>(new Set());
  const [step, next] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step brings more.
  const shown = useMemo(() => {
    if (wanted === null) return null;
    const { transform, width, height } = store.getState();
    const part = visiblePart({ x: transform[0], y: transform[1], zoom: transform[2], width, height });
    return takeSome(
      wanted,
      ({ id, ...box }) => before.current.has(id) || id === first || id === second || overlaps(box, part),
    );
  }, [wanted, store, step, first, second]);
  useEffect(() => {
    before.current = new Set(Array.from(shown ?? [], ({ id }) => id));
    if (wanted === null || shown === wanted) return;
    const frame = oncePerFrame(next);
    frame.request();
    return frame.cancel;
  }, [wanted, shown]);
  return shown;
}

/** In the order of `wanted`: containers lie behind what they hold. */
function takeSome(wanted: ReadonlySet<NodeBox>, isAtOnce: (box: NodeBox) => boolean): ReadonlySet<NodeBox> {
  let left = perFrame;
  const taken = [...wanted].filter((box) => isAtOnce(box) || left-- > 0);
  return taken.length === wanted.size ? wanted : new Set(taken);
}
