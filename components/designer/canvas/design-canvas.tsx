'use client';

import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import '../../topology/topology.css';
import './canvas.css';
import { Boxes, Plus } from 'lucide-react';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { type ComponentProps, useCallback, useEffect, useMemo, useState } from 'react';
import { Keys } from '../../shell/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/states.tsx';
import { useDesigner, useDesignerDocument, useIsRead } from '../document/use-designer.ts';
import { openQuickAdd } from '../palette/quick-add.ts';
import { UnreadText } from '../source/unread-text.tsx';
import { DrawnCanvas } from './drawn-canvas.tsx';
import { GestureWords } from './gesture-layer.tsx';
import { KnownPlaces } from './known-places.ts';
import { type LayoutMaker, startLayout } from './layout/start-layout.ts';
import { loadOverview } from './load-overview.ts';
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
  useOverviewInTime();
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
      {picture.nodes.size === 0 && <NoNodes />}
    </div>
  );
}

/** So many nodes may begin as an overview, whose program comes while they are laid out. */
const many = 60;

function useOverviewInTime(): void {
  const isLarge = useDesigner(({ analysis }) => (analysis.design?.nodes.length ?? 0) > many);
  useEffect(() => {
    if (isLarge) void loadOverview().catch(() => undefined);
  }, [isLarge]);
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
  const isRead = useIsRead();
  const isStale = useDesigner((state) => state.analysis.isStale);
  if (isStale && !isRead) return <UnreadText what="The drawing" />;
  return (
    <p role="status" className="p-4 text-ink-3 text-sm">
      Drawing the blueprint
    </p>
  );
}

/** The ground below stays a place to drop a type: only the button answers the pointer. */
function NoNodes() {
  const canEdit = useDesigner((state) => state.canEdit);
  if (!canEdit) return <Words icon={<Boxes />} title="There are no nodes in this blueprint" />;
  return (
    <Words
      icon={<Boxes />}
      title="Begin with a node"
      action={
        <Button variant="primary" className="pointer-events-auto" onClick={() => openQuickAdd()}>
          <Plus aria-hidden /> Add a node
          <Keys keys="N" />
        </Button>
      }
    >
      A node is a machine, or something that runs on one. Drag a type from the palette to here, or add one by a few
      letters of its name.
    </Words>
  );
}

function Words(props: ComponentProps<typeof Empty>) {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <Empty {...props} />
    </div>
  );
}
