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
      const query = queryOf(media);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    [media],
  );
  return useSyncExternalStore(
    subscribe,
    () => queryOf(media).matches,
    () => false,
  );
}

const queries = new Map<string, MediaQueryList>();

/** React asks with every drawing; a query that is made anew costs each time. */
function queryOf(media: string): MediaQueryList {
  const query = queries.get(media) ?? window.matchMedia(media);
  queries.set(media, query);
  return query;
}
