'use client';

import { later } from '../ui/later.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { useCommands } from './commands.ts';
import { destinations } from './navigation.ts';
import { showOverlay, useOverlay } from './overlay.ts';
import { useKeys } from './use-keys.ts';

const Palette = later(async () => (await import('./palette/palette.tsx')).Palette);
const KeyList = later(async () => (await import('./key-list.tsx')).KeyList);

/** What every page has over it: the command palette, the list of keys, and the keys themselves. */
export function Overlays() {
  const navigate = useNavigate();
  const shown = useOverlay();
  useKeys();
  useCommands('Everywhere', [
    { label: 'Search or do something', keys: 'Mod+K', isKeyOnly: true, run: () => showOverlay('palette') },
    { label: 'Show the keys', keys: '?', run: () => showOverlay('keys') },
    ...destinations.flatMap(({ label, href, keys }) => ({
      ...{ label: `Go to ${label}`, keys, isKeyOnly: true },
      run: () => navigate(href),
    })),
  ]);
  const close = () => showOverlay(null);
  if (shown === null) return null;
  return shown === 'palette' ? <Palette onClose={close} /> : <KeyList onClose={close} />;
}
