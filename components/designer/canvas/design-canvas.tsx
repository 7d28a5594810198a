'use client';

import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import '../../topology/topology.css';
import './canvas.css';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDesign, useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { Asker } from './asker.tsx';
import { DrawnCanvas } from './drawn-canvas.tsx';
import { GestureWords } from './gesture-layer.tsx';
import { KnownPlaces } from './known-places.ts';
import { type LayoutMaker, startLayout } from './layout/start-layout.ts';
import { StaleBanner } from './stale-banner.tsx';
import { usePicture } from './use-picture.ts';
import { useStage } from './use-stage.ts';

/** The blueprint as a drawing that is edited. */
export function DesignCanvas() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

const shutState = parseAsArrayOf(parseAsString).withDefault([]);

function Canvas() {
  const document = useDesignerDocument();
  const stage = useStage();
  const isStale = useDesigner((state) => state.analysis.isStale);
  const known = useMemo(() => knownPlacesOf(document), [document]);
  const layoutMaker = useLayoutMaker();
  const [shutIds, setShut] = useQueryState('shut', shutState);
  const shut = useMemo(() => new Set(shutIds), [shutIds]);
  const picture = usePicture({ shut, known, layoutMaker });
  const toggle = useCallback(
    (id: string) =>
      void setShut((before) => {
        const others = before.filter((each) => each !== id);
        const next = others.length < before.length ? others : [...before, id];
        return next.length > 0 ? next : null;
      }),
    [setShut],
  );
  if (picture === null) return <Waiting />;
  return (
    <div className={`designer-canvas relative min-h-0 flex-1 ${isStale ? 'is-stale' : ''}`}>
      <DrawnCanvas {...{ picture, layoutMaker, toggle, stage }} />
      <StaleBanner />
      <GestureWords />
      <Asker />
      {picture.nodes.size === 0 && <Empty />}
    </div>
  );
}

/** Where nodes without a place were drawn is kept while another pane has the place of the canvas. */
const known = new WeakMap<object, KnownPlaces>();

function knownPlacesOf(document: object): KnownPlaces {
  const places = known.get(document) ?? new KnownPlaces();
  known.set(document, places);
  return places;
}

function useLayoutMaker(): LayoutMaker {
  const [maker] = useState(startLayout);
  useEffect(() => () => maker.stop(), [maker]);
  return maker;
}

function Waiting() {
  const isRead = useDesign() !== null;
  const isStale = useDesigner((state) => state.analysis.isStale);
  return (
    <p role="status" className="p-4 text-ink-3 text-sm">
      {isStale && !isRead
        ? 'The text cannot be read yet. Its errors are listed among the problems.'
        : 'Drawing the blueprint'}
    </p>
  );
}

function Empty() {
  const canEdit = useDesigner((state) => state.canEdit);
  return (
    <p className="pointer-events-none absolute inset-x-0 top-1/2 text-center text-ink-3 text-sm">
      {canEdit ? 'Press N, or drag a type here.' : 'There are no nodes in this blueprint.'}
    </p>
  );
}
