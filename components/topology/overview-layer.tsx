'use client';

import { useStoreApi } from '@xyflow/react';
import { useContext, useEffect, useMemo, useState } from 'react';
import { boxAt, type NodeBox } from './boxes.ts';
import { type CanvasActions, LiveContext } from './canvas-context.ts';
import type { ConnectionEdge, Selection } from './elements.ts';
import type { FoldedTopology } from './fold-topology.ts';
import { Overview } from './overview.tsx';
import { describeCounts } from './state-bar.tsx';

interface OverviewLayerProps {
  boxes: readonly NodeBox[];
  edges: readonly ConnectionEdge[];
  folded: FoldedTopology;
  selection: Selection;
  actions: CanvasActions;
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
  const { boxes, edges, folded, selection, cursor, matching } = props;
  const hover = usePointer(props);
  const lines = useMemo(() => {
    const byId = new Map(boxes.map((box) => [box.id, box]));
    return edges.flatMap(({ source, target }) => {
      const [from, to] = [byId.get(source), byId.get(target)];
      return from && to ? [[from, to] as const] : [];
    });
  }, [boxes, edges]);
  const selected = selection.node === null ? null : (folded.drawnAs.get(selection.node) ?? null);
  const hovered = hover?.box.id ?? null;
  const picture = useMemo(
    () => ({ boxes, edges: lines, selected, cursor, hovered, matching }),
    [boxes, lines, selected, cursor, hovered, matching],
  );
  return (
    <>
      <Overview picture={picture} />
      {hover && <HoverLabel {...hover} folded={folded} />}
    </>
  );
}

function HoverLabel({ box, x, y, folded }: Hover & { folded: FoldedTopology }) {
  const live = useContext(LiveContext);
  const drawn = folded.nodes.find((each) => each.id === box.id);
  const name = drawn?.node ? drawn.node.id : `${drawn?.stands.length ?? 0} more are hidden`;
  return (
    <div
      style={{ left: x, top: y }}
      className="pointer-events-none absolute z-10 mt-4 max-w-72 rounded-md border border-line bg-panel px-2 py-1 text-xs shadow-pop"
    >
      <span className="block truncate font-medium">{name}</span>
      <span className="block text-ink-2">{describeCounts(live.look(box.id).counts)}</span>
    </div>
  );
}

/** Listens at the pane itself, so that panning and zooming stay as they are. */
function usePointer({ boxes, folded, actions }: OverviewLayerProps): Hover | null {
  const store = useStoreApi();
  const [hover, setHover] = useState<Hover | null>(null);
  useEffect(() => {
    const pane = store.getState().domNode?.querySelector<HTMLElement>('.react-flow__pane');
    if (!pane) return;
    const ended = new AbortController();
    const find = ({ clientX, clientY }: MouseEvent): Hover | null => {
      const { left, top } = pane.getBoundingClientRect();
      const [x, y] = [clientX - left, clientY - top];
      const [dx, dy, zoom] = store.getState().transform;
      const box = boxAt(boxes, { x: (x - dx) / zoom, y: (y - dy) / zoom });
      return box && { box, x, y };
    };
    const move = (event: MouseEvent) => {
      const found = event.buttons === 0 ? find(event) : null;
      pane.style.cursor = found ? 'pointer' : '';
      setHover((before) => (before === null && found === null ? before : found));
    };
    const click = (event: MouseEvent) => {
      const drawn = folded.nodes.find((each) => each.id === find(event)?.box.id);
      if (drawn && drawn.node === null) actions.showAll();
      else actions.select({ node: drawn?.id ?? null, instance: null });
    };
    const options = { signal: ended.signal };
    pane.addEventListener('mousemove', move, options);
    pane.addEventListener('mouseleave', () => setHover(null), options);
    pane.addEventListener('click', click, options);
    return () => {
      ended.abort();
      pane.style.cursor = '';
      setHover(null);
    };
  }, [store, boxes, folded, actions]);
  return hover;
}
