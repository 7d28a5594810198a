'use client';

import { clsx } from 'clsx';
import { useRef } from 'react';
import { later } from '../ui/later.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { useFetchedAhead } from './ahead.ts';
import { BottomPane } from './bottom/bottom-pane.tsx';
import { Announcer } from './canvas/announcer.tsx';
import { DesignCanvas } from './canvas/design-canvas.tsx';
import { WatchedDeployment } from './deploy/watched-deployment.tsx';
import { useDesigner } from './document/use-designer.ts';
import { EditTools } from './editing/edit-tools.tsx';
import { Divider } from './frame/divider.tsx';
import { PaneRail } from './frame/pane-rail.tsx';
import { PaneSwitch } from './frame/pane-switch.tsx';
import { SideFrame } from './frame/side-frame.tsx';
import { useFrameKeys } from './frame/use-frame-keys.ts';
import { useKeepPane } from './frame/use-keep-pane.ts';
import { usePaneSize } from './frame/use-pane-size.ts';
import { useViews } from './frame/use-views.ts';
import { Inspector } from './inspector/inspector.tsx';
import { SidePane } from './outline/side-pane.tsx';
import { DropGround } from './palette/drop-ground.tsx';
import type { OpenedDraft } from './save/use-open-draft.ts';
import { Toolbar } from './toolbar.tsx';
import { CanvasTools } from './tools/canvas-tools.tsx';

const RefusalDialog = later(async () => (await import('./refusal-dialog.tsx')).RefusalDialog);
const SourcePane = later(async () => (await import('./source/source-pane.tsx')).SourcePane, <SkeletonRows />);

/** All panes of the designer (ui.md 4.1). */
export function Workbench({ draft }: { draft: OpenedDraft }) {
  const frame = useRef<HTMLDivElement>(null);
  const keepPane = useKeepPane();
  useFrameKeys(frame);
  useFetchedAhead();
  const isRefused = useDesigner(({ refusal }) => refusal !== null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it looks where the keyboard is, and does nothing itself.
    <div ref={frame} onFocus={keepPane} className="flex min-h-0 flex-1 flex-col bg-ground">
      <Toolbar draft={draft} />
      <WatchedDeployment />
      <Panes />
      <CanvasTools />
      <EditTools />
      {isRefused && <RefusalDialog />}
      <Announcer />
    </div>
  );
}

const sideLimits = { usual: 260, least: 200, most: 480 };
const detailsLimits = { usual: 360, least: 280, most: 640 };

/** Beside each other, the outer two over the rest, or one at a time: always the same panes, whatever the window has room for. */
function Panes() {
  const { isNarrow, isTight, pane, choose } = useViews();
  const [side, setSide] = usePaneSize('side', sideLimits);
  const [details, setDetails] = usePaneSize('details', detailsLimits);
  const isWide = !isNarrow && !isTight;
  return (
    <>
      <div className="relative flex min-h-0 flex-1">
        {isTight && <PaneRail />}
        <SideFrame pane="side" width={side}>
          <Side />
        </SideFrame>
        {isWide && (
          <Divider label="Width of the left pane" size={side} limits={sideLimits} onChange={setSide} pane="before" />
        )}
        <Middle />
        {isWide && (
          <Divider
            label="Width of the inspector"
            size={details}
            limits={detailsLimits}
            onChange={setDetails}
            pane="after"
          />
        )}
        <SideFrame pane="inspector" width={details}>
          <Details />
        </SideFrame>
      </div>
      {isNarrow && <PaneSwitch pane={pane} onChoose={(next) => void choose({ pane: next })} />}
    </>
  );
}

const splitLimits = { usual: 50, least: 20, most: 80 };

/** Canvas and source, and what is below them; `split` is the canvas' share in per cent. */
function Middle() {
  const { hasCanvas, hasSource, isNarrow, isTight, pane, choose } = useViews();
  const [split, setSplit] = usePaneSize('split', splitLimits);
  const isSplit = hasCanvas && hasSource;
  const least = isTight && isSplit && 'min-w-[380px]';
  const hasBottom = !isNarrow || pane === 'problems';
  return (
    <div
      className={clsx('min-w-0 flex-1 flex-col', hasCanvas || hasSource || hasBottom ? 'flex' : 'hidden')}
      onPointerDownCapture={() => isTight && pane === 'side' && void choose({ pane: null })}
    >
      {(hasCanvas || hasSource) && (
        <div className="flex min-h-0 flex-1">
          {hasCanvas && (
            <div style={{ width: isSplit ? `${split}%` : '100%' }} className={clsx('flex min-w-0 flex-col', least)}>
              <Canvas />
            </div>
          )}
          {isSplit && (
            <Divider
              label="Width of the canvas"
              size={split}
              limits={splitLimits}
              onChange={setSplit}
              pane="before"
              perPixel={(divider) => 100 / (divider.parentElement?.clientWidth ?? 100)}
            />
          )}
          {hasSource && (
            <div className={clsx('flex min-w-0 flex-1 flex-col bg-panel', least)}>
              <Source />
            </div>
          )}
        </div>
      )}
      {hasBottom && <BottomPane />}
    </div>
  );
}

const paneClass = 'relative flex min-h-0 flex-1 flex-col';

function Canvas() {
  return (
    <section aria-label="Canvas" data-pane="canvas" className={paneClass}>
      <DesignCanvas />
      <DropGround />
    </section>
  );
}

function Source() {
  return (
    <section aria-label="Source" data-pane="source" className={paneClass}>
      <SourcePane />
    </section>
  );
}

function Side() {
  return (
    <section aria-label="Palette, outline and files" data-pane="side" className={paneClass}>
      <SidePane />
    </section>
  );
}

function Details() {
  return (
    <section aria-label="Inspector" data-pane="inspector" className={`${paneClass} overflow-y-auto`}>
      <Inspector />
    </section>
  );
}
