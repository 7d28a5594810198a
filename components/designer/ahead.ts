'use client';

import { useEffect } from 'react';
import { loadOverview } from './canvas/load-overview.ts';
import { useIsDrawn } from './frame/use-is-drawn.ts';

/** What a person comes to within the first clicks, in the order of likelihood. */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('./inspector/node-inspector.tsx'),
  () => import('./declarations/section-content.tsx'),
  () => import('../ui/menu-surface.tsx'),
  loadOverview,
  () => import('../topology/minimap.tsx'),
  () => import('./palette/quick-add-list.tsx'),
  () => import('./outline/outline.tsx'),
  () => import('./bottom/problems.tsx'),
  () => import('./inspector/many-nodes.tsx'),
  () => import('./inspector/edge-inspector.tsx'),
  () => import('./refusal-dialog.tsx'),
];

/**
 * Fetches what the first drawing does without, one part after the other, while the page has nothing else to do: no first
 * click waits for its program, and all of it works when the server is away later.
 */
export function useFetchedAhead(): void {
  const isDrawn = useIsDrawn();
  useEffect(() => {
    if (!isDrawn) return;
    let isLeft = false;
    void (async () => {
      for (const fetchPart of parts) {
        await whenIdle();
        if (isLeft) return;
        // What cannot be fetched now is asked for again when it is drawn.
        await fetchPart().catch(() => undefined);
      }
    })();
    return () => {
      isLeft = true;
    };
  }, [isDrawn]);
}

/** Some browsers cannot tell when they are idle. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2_000 });
    else setTimeout(resolve, 200);
  });
}
