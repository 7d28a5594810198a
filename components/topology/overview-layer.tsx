'use client';

import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { NodeBox } from './boxes.ts';
import { Overview, type Painted } from './overview.tsx';

interface OverviewLayerProps {
  drawing: Painted;
  /** What is said of a node on which a pointer rests. */
  describe: (id: string) => { name: string; more: string };
  /** Null: what is under the pointer is no node. */
  onChoose: (id: string | null) => void;
  /** The drawn node that is chosen. */
  chosen: string | null;
  cursor: string | null;
  matching: ReadonlySet<string> | null;
}

interface Hover {
  box: NodeBox;
  x: number;
  y: number;
}

/** The overview with what a pointer can do there: a name and states where it rests, and a click that chooses. */
export function OverviewLayer(props: OverviewLayerProps) {
  const { drawing, chosen, cursor, matching } = props;
  const hover = usePointer(props);
  return (
    <>
      <Overview {...{ drawing, cursor, matching }} selected={chosen} hovered={hover?.box.id ?? null} />
      {hover && <HoverLabel {...hover} {...props.describe(hover.box.id)} />}
    </>
  );
}

function HoverLabel({ x, y, name, more }: Hover & { name: string; more: string }) {
  return (
    <div
      style={{ left: x, top: y }}
      className="pointer-events-none absolute z-10 mt-4 max-w-72 rounded-md border border-line bg-panel px-2 py-1 text-xs shadow-pop"
    >
      <span className="block truncate font-medium">{name}</span>
      <span className="block text-ink-2">{more}</span>
    </div>
  );
}

/** Listens at the pane itself, so that panning and zooming stay as they are. */
function usePointer({ drawing, onChoose }: OverviewLayerProps): Hover | null {
  const store = useStoreApi();
  const { index } = drawing;
  const [hover, setHover] = useState<Hover | null>(null);
  useEffect(() => {
    const pane = store.getState().domNode?.querySelector<HTMLElement>('.react-flow__pane');
    if (!pane) return;
    const ended = new AbortController();
    const find = ({ clientX, clientY }: MouseEvent): Hover | null => {
      const { left, top } = pane.getBoundingClientRect();
      const [x, y] = [clientX - left, clientY - top];
      const [dx, dy, zoom] = store.getState().transform;
      const box = index.at({ x: (x - dx) / zoom, y: (y - dy) / zoom });
      return box && { box, x, y };
    };
    const move = (event: MouseEvent) => {
      const found = event.buttons === 0 ? find(event) : null;
      pane.style.cursor = found ? 'pointer' : '';
      setHover((before) => (before === null && found === null ? before : found));
    };
    const click = (event: MouseEvent) => onChoose(find(event)?.box.id ?? null);
    const options = { signal: ended.signal };
    pane.addEventListener('mousemove', move, options);
    pane.addEventListener('mouseleave', () => setHover(null), options);
    pane.addEventListener('click', click, options);
    return () => {
      ended.abort();
      pane.style.cursor = '';
      setHover(null);
    };
  }, [store, index, onChoose]);
  return hover;
}
