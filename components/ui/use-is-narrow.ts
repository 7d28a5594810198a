'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Whether the window is as narrow as a phone's. */
export function useIsNarrow(): boolean {
  return useMatches('(max-width: 767px)');
}

/** Whether a media query is met. */
export function useMatches(media: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const query = window.matchMedia(media);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    [media],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(media).matches,
    () => false,
  );
}
