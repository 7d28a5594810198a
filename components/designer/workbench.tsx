'use client';

import { type ReactNode, useRef } from 'react';
import { later } from '../ui/later.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { BottomPane } from './bottom/bottom-pane.tsx';
import { Announcer } from './canvas/announcer.tsx';
import { DesignCanvas } from './canvas/design-canvas.tsx';
import { Divider } from './frame/divider.tsx';
import { PaneSwitch } from './frame/pane-switch.tsx';
import { useFrameKeys } from './frame/use-frame-keys.ts';
import { usePaneSize } from './frame/use-pane-size.ts';
import { useViews } from './frame/use-views.ts';
import { Inspector } from './inspector/inspector.tsx';
import { SidePane } from './outline/side-pane.tsx';
import { DropGround } from './palette/drop-ground.tsx';
import { RefusalDialog } from './refusal-dialog.tsx';
import type { OpenedDraft } from './save/use-open-draft.ts';
import { Toolbar } from './toolbar.tsx';
import { CanvasTools } from './tools/canvas-tools.tsx';

const SourcePane = later(async () => (await import('./source/source-pane.tsx')).SourcePane, <SkeletonRows />);

/** All panes of the designer (ui.md 4.1). */
export function Workbench({ draft }: { draft: OpenedDraft }) {
  const frame = useRef<HTMLDivElement>(null);
  const { isNarrow } = useViews();
  useFrameKeys(frame);
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col bg-ground">
      <Toolbar draft={draft} />
      {isNarrow ? <OnePane /> : <AllPanes />}
      <CanvasTools />
      <RefusalDialog />
      <Announcer />
    </div>
  );
}

/** One at a time, with a switch at the bottom. */
function OnePane() {
  const { pane, choose } = useViews();
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col bg-panel">
        {pane === 'canvas' && <Canvas />}
        {pane === 'source' && <Source />}
        {pane === 'side' && <Side />}
        {pane === 'inspector' && <Details />}
        {pane === 'problems' && <BottomPane />}
      </div>
      <PaneSwitch pane={pane} onChoose={(next) => void choose({ pane: next })} />
    </>
  );
}

const sideLimits = { usual: 260, least: 200, most: 480 };
const detailsLimits = { usual: 360, least: 280, most: 640 };

function AllPanes() {
  const [side, setSide] = usePaneSize('side', sideLimits);
  const [details, setDetails] = usePaneSize('details', detailsLimits);
  return (
    <div className="flex min-h-0 flex-1">
      <Fixed width={side}>
        <Side />
      </Fixed>
      <Divider label="Width of the left pane" size={side} limits={sideLimits} onChange={setSide} pane="before" />
      <div className="flex min-w-0 flex-1 flex-col">
        <Middle />
        <BottomPane />
      </div>
      <Divider
        label="Width of the inspector"
        size={details}
        limits={detailsLimits}
        onChange={setDetails}
        pane="after"
      />
      <Fixed width={details}>
        <Details />
      </Fixed>
    </div>
  );
}

function Fixed({ width, children }: { width: number; children: ReactNode }) {
  return (
    <div style={{ width }} className="flex min-h-0 shrink-0 flex-col bg-panel">
      {children}
    </div>
  );
}

const splitLimits = { usual: 50, least: 20, most: 80 };

/** Canvas and source; `split` is the canvas' share in per cent. */
function Middle() {
  const { view } = useViews();
  const [split, setSplit] = usePaneSize('split', splitLimits);
  return (
    <div className="flex min-h-0 flex-1">
      {view !== 'source' && (
        <div style={{ width: view === 'split' ? `${split}%` : '100%' }} className="flex min-w-0 flex-col">
          <Canvas />
        </div>
      )}
      {view === 'split' && (
        <Divider
          label="Width of the canvas"
          size={split}
          limits={splitLimits}
          onChange={setSplit}
          pane="before"
          perPixel={(divider) => 100 / (divider.parentElement?.clientWidth ?? 100)}
        />
      )}
      {view !== 'canvas' && (
        <div className="flex min-w-0 flex-1 flex-col bg-panel">
          <Source />
        </div>
      )}
    </div>
  );
}

const paneClass = 'relative flex min-h-0 flex-1 flex-col';

function Canvas() {
  return (
    <section aria-label="Canvas" data-pane className={paneClass}>
      <DesignCanvas />
      <DropGround />
    </section>
  );
}

function Source() {
  return (
    <section aria-label="Source" data-pane className={paneClass}>
      <SourcePane />
    </section>
  );
}

function Side() {
  return (
    <section aria-label="Palette, outline and files" data-pane className={paneClass}>
      <SidePane />
    </section>
  );
}

function Details() {
  return (
    <section aria-label="Inspector" data-pane className={`${paneClass} overflow-y-auto`}>
      <Inspector />
    </section>
  );
}
