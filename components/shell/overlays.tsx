'use client';

import { lazy, Suspense } from 'react';
import { useNavigate } from '../ui/navigate.tsx';
import { useCommands } from './commands.ts';
import { destinations } from './navigation.ts';
import { showOverlay, useOverlay } from './overlay.ts';
import { useKeys } from './use-keys.ts';

const Palette = lazy(() => import('./palette/palette.tsx').then(({ Palette }) => ({ default: Palette })));
const KeyList = lazy(() => import('./key-list.tsx').then(({ KeyList }) => ({ default: KeyList })));

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
  return <Suspense>{shown === 'palette' ? <Palette onClose={close} /> : <KeyList onClose={close} />}</Suspense>;
}
