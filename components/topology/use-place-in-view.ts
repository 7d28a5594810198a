'use client';

import { useStore } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { BoxIndex } from './box-index.ts';
import type { Camera } from './use-camera.ts';

interface PlaceOptions {
  index: BoxIndex;
  camera: Camera;
  /** What stands for the chosen node. */
  chosen: string | null;
}

/**
 * Begins where the person left the drawing, keeps all of it in view until they move it, and then shows what is chosen
 * when it lies outside. Returns whether the pane has been measured and nodes have their place.
 */
export function usePlaceInView({ index, camera, chosen }: PlaceOptions): boolean {
  const isMeasured = useStore((store) => store.panZoom !== null && store.width > 0 && store.height > 0);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const [isReady, setReady] = useState(false);
  const shown = useRef<string | null>(null);
  const isEmpty = index.bounds === null;
  useEffect(() => {
    if (!isMeasured || isEmpty) return;
    camera.begin();
    setReady(true);
    const frame = requestAnimationFrame(() => performance.mark('canvas-ready'));
    return () => cancelAnimationFrame(frame);
  }, [isMeasured, isEmpty, camera]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size of the pane or of the drawing is another fit.
  useEffect(() => {
    if (isReady && !camera.isOwn.current) camera.fit();
  }, [isReady, width, height, index, camera]);
  useEffect(() => {
    if (!isReady || chosen === shown.current) return;
    shown.current = chosen;
    const box = chosen === null ? null : index.get(chosen);
    if (box) camera.reveal(box);
  }, [isReady, chosen, index, camera]);
  return isReady;
}
