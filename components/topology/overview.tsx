'use client';

import { useStoreApi } from '@xyflow/react';
import { useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { oncePerFrame } from '../logs/once-per-frame.ts';
import { LiveContext } from './canvas-context.ts';
import { readPalette } from './overview-colours.ts';
import { type Frame, OverviewSheet } from './overview-sheet.ts';
import type { Drawing } from './use-drawing.ts';

/** What is painted. */
export type Painted = Pick<Drawing, 'index' | 'lines'>;

interface OverviewProps {
  drawing: Painted;
  matching: ReadonlySet<string> | null;
  selected: string | null;
  cursor: string | null;
  hovered: string | null;
}

/** The whole drawing on one canvas: nodes too small to read cost no elements. Pointers go through to the pane behind. */
export function Overview({ drawing, matching, selected, cursor, hovered }: OverviewProps) {
  const mover = useRef<HTMLDivElement>(null);
  const sheet = useRef<OverviewSheet | null>(null);
  const store = useStoreApi();
  const live = useContext(LiveContext);
  const theme = useThemeVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another picture.
  useEffect(() => {
    const elements = mover.current && partsOf(mover.current);
    if (!elements) return;
    const marking = { look: (id: string) => live.look(id), matching };
    const palette = readPalette(elements.mover);
    const { index, lines } = drawing;
    const painted = new OverviewSheet(elements, { index, lines, marking, palette });
    sheet.current = painted;
    const changed = new Set<string>();
    const show = () => {
      const { transform, width, height } = store.getState();
      painted.show({ x: transform[0], y: transform[1], zoom: transform[2], width, height });
    };
    const frame = oncePerFrame(() => {
      show();
      painted.patch(changed);
      changed.clear();
    });
    show();
    const ends = [
      store.subscribe((now, before) => {
        if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
          frame.request();
      }),
      live.watch((ids) => {
        for (const id of ids) changed.add(id);
        frame.request();
      }),
      frame.cancel,
      () => painted.end(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [store, live, drawing, matching, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture has other places for them.
  useEffect(() => {
    const frames: Frame[] = [
      [hovered, 1],
      [cursor, 2],
      [selected, 2],
    ];
    sheet.current?.frame(frames);
  }, [hovered, cursor, selected, drawing, matching, theme]);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
      <div ref={mover} className="absolute inset-0 origin-top-left will-change-transform">
        <canvas className="absolute" />
        <canvas className="absolute" />
        <div>
          <div hidden className="absolute border-accent" />
          <div hidden className="absolute border-accent" />
          <div hidden className="absolute border-accent" />
        </div>
      </div>
    </div>
  );
}

function partsOf(mover: HTMLElement) {
  const [ground, marks] = mover.querySelectorAll('canvas');
  const frames = mover.querySelector('div');
  return ground && marks && frames ? { mover, ground, marks, frames } : null;
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
