'use client';

import { useStore, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useContext, useEffect, useRef } from 'react';
import type { BoxIndex } from './box-index.ts';
import { type Rectangle, visiblePart } from './boxes.ts';
import { LiveContext } from './canvas-context.ts';
import { useThemeVersion } from './overview.tsx';
import { readPalette } from './overview-colours.ts';
import { paintGround, paintMarks } from './paint-overview.ts';
import type { Camera } from './use-camera.ts';

const size = { width: 168, height: 104 };
/** The picture of everything need not be newer than this. */
const repaintMs = 500;

interface MinimapProps {
  index: BoxIndex;
  camera: Camera;
}

/** Where in a large drawing one is. A click goes there; the keyboard has its own ways. */
export function Minimap({ index, camera }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const live = useContext(LiveContext);
  const theme = useThemeVersion();
  const { bounds } = index;
  const { x: left, y: top } = bounds ?? { x: 0, y: 0 };
  const zoom = bounds ? Math.min(size.width / bounds.width, size.height / bounds.height) : 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another picture.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const palette = readPalette(element.parentElement ?? element);
    const { boxes } = index;
    const marking = { look: (id: string) => live.look(id), matching: null };
    const place = { x: -left * zoom, y: -top * zoom, zoom };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = () => {
      timer = undefined;
      context.clearRect(0, 0, size.width, size.height);
      paintGround(context, { boxes, lines: [] }, { place, palette });
      paintMarks(context, boxes, { marking, place, palette });
    };
    paint();
    const stop = live.watch(() => {
      timer ??= setTimeout(paint, repaintMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [index, live, zoom, left, top, theme]);
  function go({ clientX, clientY, currentTarget, buttons }: PointerEvent): void {
    if (buttons !== 1) return;
    const corner = currentTarget.getBoundingClientRect();
    const pane = camera.view();
    const [x, y] = [left + (clientX - corner.left) / zoom, top + (clientY - corner.top) / zoom];
    camera.move({ x: pane.width / 2 - x * pane.zoom, y: pane.height / 2 - y * pane.zoom, zoom: pane.zoom });
    camera.keep();
  }
  return (
    <div
      aria-hidden
      onPointerDown={go}
      onPointerMove={go}
      style={size}
      className="relative cursor-crosshair touch-none overflow-hidden rounded-md border border-line bg-ground shadow-node"
    >
      <canvas ref={canvas} {...size} className="absolute inset-0" />
      <Frame zoom={zoom} origin={{ x: left, y: top }} />
    </div>
  );
}

function Frame({ zoom, origin }: { zoom: number; origin: { x: number; y: number } }) {
  useStore((store) => store.transform);
  const { transform: view, width, height } = useStoreApi().getState();
  const part: Rectangle = visiblePart({ x: view[0], y: view[1], zoom: view[2], width, height });
  // A place by `left` and `top` would be laid out anew with every step of a pan.
  const transform = `translate(${(part.x - origin.x) * zoom}px, ${(part.y - origin.y) * zoom}px)`;
  const style = { transform, width: part.width * zoom, height: part.height * zoom };
  return <div style={style} className="absolute top-0 left-0 rounded-xs border-2 border-accent" />;
}
