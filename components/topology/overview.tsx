'use client';

import { useStoreApi } from '@xyflow/react';
import { useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { LiveContext } from './canvas-context.ts';
import { readPalette } from './overview-colours.ts';
import { type Picture, paintOverview } from './paint-overview.ts';

/** The whole drawing on one canvas: nodes too small to read cost no elements. Pointers go through to the pane behind. */
export function Overview({ picture }: { picture: Omit<Picture, 'look'> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const live = useContext(LiveContext);
  const look = useThemeVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another picture.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const palette = readPalette(element.parentElement ?? element);
    const whole: Picture = { ...picture, look: (id) => live.look(id) };
    let frame = 0;
    const paint = () => {
      frame = 0;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      fitPixels(element, width, height);
      const scale = element.width / Math.max(1, width);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      paintOverview(context, whole, { view: { x, y, zoom, width, height }, palette });
    };
    const request = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    paint();
    const ends = [
      store.subscribe((now, before) => {
        if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height) request();
      }),
      live.watch(request),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const end of ends) end();
    };
  }, [store, live, picture, look]);
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}

function fitPixels(element: HTMLCanvasElement, width: number, height: number): void {
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (element.width !== wide) element.width = wide;
  if (element.height !== high) element.height = high;
}

/** Changes with the theme, the system's scheme and forced colours. */
export function useThemeVersion(): string {
  return useSyncExternalStore(
    subscribeTheme,
    () => `${document.documentElement.className} ${queries.map((query) => window.matchMedia(query).matches)}`,
    () => '',
  );
}

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

function subscribeTheme(onChange: () => void): () => void {
  const lists = queries.map((query) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  return () => {
    for (const list of lists) list.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
