'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCommands } from './commands.ts';
import { destinations } from './navigation.ts';
import { showOverlay, useOverlay } from './overlay.ts';
import { useKeys } from './use-keys.ts';

const Palette = dynamic(() => import('./palette/palette.tsx').then((file) => file.Palette), { ssr: false });
const KeyList = dynamic(() => import('./key-list.tsx').then((file) => file.KeyList), { ssr: false });

/** What every page has over it: the command palette, the list of keys, and the keys themselves. */
export function Overlays() {
  const router = useRouter();
  const shown = useOverlay();
  useKeys();
  useCommands('Everywhere', [
    { label: 'Search or do something', keys: 'Mod+K', isKeyOnly: true, run: () => showOverlay('palette') },
    { label: 'Show the keys', keys: '?', run: () => showOverlay('keys') },
    ...destinations.flatMap(({ label, href, keys }) => ({
      ...{ label: `Go to ${label}`, keys, isKeyOnly: true },
      run: () => router.push(href),
    })),
  ]);
  const close = () => showOverlay(null);
  if (shown === 'palette') return <Palette onClose={close} />;
  if (shown === 'keys') return <KeyList onClose={close} />;
  return null;
}
