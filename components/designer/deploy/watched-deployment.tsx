'use client';

import { later } from '../../ui/later.tsx';
import { useWatched } from './use-watched.ts';

const LiveStrip = later(async () => (await import('./live-strip.tsx')).LiveStrip);

/** The deployment that was started from here, for as long as a person wants to see it. */
export function WatchedDeployment() {
  const { id, watch } = useWatched();
  return id !== null && <LiveStrip key={id} id={id} onClose={() => watch(null)} />;
}
