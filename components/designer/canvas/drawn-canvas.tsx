'use client';

import { Background, BackgroundVariant, ReactFlow } from '@xyflow/react';
import { useParams } from 'next/navigation';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { usePreference } from '../../shell/preferences-context.tsx';
import { type Rectangle, visiblePart } from '../../topology/boxes.ts';
import { LiveContext } from '../../topology/canvas-context.ts';
import { ownGestures } from '../../topology/own-gestures.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { type Camera, useCamera, zoomLimits } from '../../topology/use-camera.ts';
import { useFind } from '../../topology/use-find.ts';
import { useMounted } from '../../topology/use-mounted.ts';
import { useNearPart } from '../../topology/use-near-part.ts';
import { usePlaceInView } from '../../topology/use-place-in-view.ts';
import { later } from '../../ui/later.tsx';
import type { DesignerDocument } from '../document/designer-document.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useInspect } from '../frame/use-inspect.ts';
import { NotesLayer } from '../notes/notes-layer.tsx';
import { openQuickAdd } from '../palette/quick-add.ts';
import { type CanvasActions, CanvasActionsContext } from './canvas-actions.ts';
import { publishCanvas } from './canvas-view.ts';
import { DesignLines } from './design-lines.tsx';
import { findDesignNodes } from './find-design-nodes.ts';
import { GestureLayer } from './gesture-layer.tsx';
import { Hulls } from './hulls.tsx';
import type { LayoutMaker } from './layout/start-layout.ts';
import { loadOverview } from './load-overview.ts';
import { problemsOf } from './looked-up.ts';
import { designElementId, NodeCard } from './node-card.tsx';
import { ChosenToolbar } from './node-toolbar.tsx';
import type { Picture } from './picture.ts';
import { problemLooks } from './problem-looks.ts';
import type { Stage } from './stage.ts';
import { tidyUp } from './tidy.ts';
import { useDesignElements } from './use-design-elements.ts';
import { useDesignKeys } from './use-design-keys.ts';
import { usePointerGestures } from './use-pointer-gestures.ts';
import { ViewTools } from './view-tools.tsx';
import type { Workplace } from './workplace.ts';

const OverviewLayer = later(loadOverview);

const nodeTypes = { design: NodeCard };

interface DrawnCanvasProps {
  picture: Picture;
  layoutMaker: LayoutMaker;
  stage: Stage;
  toggle: (id: string) => void;
}

export function DrawnCanvas({ picture, layoutMaker, stage, toggle }: DrawnCanvasProps) {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const [theme] = usePreference('theme');
  const { index } = picture;
  const main = useDesigner(({ selection }) => selection.nodes.at(-1) ?? null);
  const chosen = main === null ? null : (picture.drawnAs.get(main) ?? null);
  const { id } = useParams<{ id: string }>();
  const camera = useCamera(index, `designer-${id}`);
  const pane = useShown(stage, camera, document);
  useStillAfterEdits(document, camera);
  const isReady = usePlaceInView({ index, camera, chosen });
  const part = useNearPart(index);
  const isOverview = part === null;
  const find = useFind({
    search: useCallback(({ text }) => findDesignNodes(picture, text), [picture]),
    drawnAs: picture.drawnAs,
    selected: main,
    onSelect: useCallback((id: string | null) => document.select({ nodes: id === null ? [] : [id] }), [document]),
  });
  const findField = useRef<HTMLInputElement>(null);
  const workplace = useMemo<Workplace>(() => ({ document, stage }), [document, stage]);
  const press = usePointerGestures(workplace, { canEdit, isOverview });
  const onInspect = useInspect();
  const onKeyDown = useDesignKeys({ workplace, camera, find, findField, layoutMaker, canEdit, toggle, onInspect });
  const { matching } = find;
  const actions = useMemo<CanvasActions>(() => ({ canEdit, matching, toggle }), [canEdit, matching, toggle]);
  const { boxes, lines, passing } = useMounted(picture, isReady ? part : null, [chosen]);
  const nodes = useDesignElements(boxes, picture);
  const problems = useDesigner((state) => problemsOf(state.analysis.problems));
  const live = useMemo(() => problemLooks(problems, picture), [problems, picture]);
  const overview = useOverviewWords(picture, { document, problems });
  const addHere = (event: MouseEvent) => {
    if (canEdit && isOnGround(event.target)) openQuickAdd({ at: stage.toDrawing(event) });
  };
  return (
    <CanvasActionsContext value={actions}>
      <LiveContext value={live}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the application inside answers the keyboard. */}
        <div ref={pane} className="absolute inset-0" onPointerDownCapture={press} onDoubleClick={addHere}>
          <ReactFlow
            nodes={nodes}
            {...{ nodeTypes, ...ownGestures }}
            colorMode={theme}
            minZoom={zoomLimits.min}
            maxZoom={zoomLimits.max}
            zoomOnDoubleClick={false}
            onPaneClick={() => !isOverview && document.select({ nodes: [] })}
            onMoveEnd={(event) => event && camera.keep()}
            onKeyDown={onKeyDown}
            tabIndex={0}
            aria-label="Canvas of the blueprint; press ? for keys"
            aria-activedescendant={chosen === null || isOverview ? undefined : designElementId(chosen)}
            className="bg-ground"
          >
            <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid)" />
            {part && <Hulls picture={picture} part={part} />}
            {!isOverview && <DesignLines {...{ index, lines, passing }} />}
            {isOverview && isReady && (
              <OverviewLayer drawing={picture} {...overview} {...{ chosen }} cursor={chosen} matching={matching} />
            )}
            <NotesLayer />
            <GestureLayer />
            {canEdit && !isOverview && <ChosenToolbar picture={picture} />}
            <ViewTools
              {...{ picture, camera, find, findField }}
              onTidy={canEdit ? () => void tidyUp(workplace, layoutMaker, 'best') : null}
            />
          </ReactFlow>
        </div>
      </LiveContext>
    </CanvasActionsContext>
  );
}

/** Tells the other parts of the designer what is shown, for as long as it is. */
function useShown(stage: Stage, camera: Camera, _document: DesignerDocument) {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const leave = stage.enter({ camera, pane: element });
    const end = publishCanvas({
      boxes: () => stage.picture?.index.boxes ?? [],
      toCanvas: ({ x, y }) => stage.toDrawing({ clientX: x, clientY: y }),
      toWindow(point) {
        const { left, top } = element.getBoundingClientRect();
        const { x, y } = stage.toPane(point);
        return { x: x + left, y: y + top };
      },
      part: (): Rectangle => visiblePart(camera.view()),
      reveal: (node) => revealWhenDrawn(stage, camera, node),
      focus: () => element.querySelector<HTMLElement>('[role=application]')?.focus(),
    });
    return () => {
      end();
      leave();
    };
  }, [stage, camera]);
  return pane;
}

function revealWhenDrawn(stage: Stage, camera: Camera, node: string): void {
  const look = (): boolean => {
    const box = stage.picture?.index.get(node) ?? null;
    if (box !== null) camera.reveal(box);
    return box !== null;
  };
  if (look()) return;
  const stop = stage.subscribe(() => {
    if (look()) stop();
  });
}

/** What a person drew stays under their hand: after the first change nothing is fitted to the pane by itself. */
function useStillAfterEdits(document: DesignerDocument, camera: Camera): void {
  useEffect(() => {
    const look = () => {
      if (document.getState().unsaved > 0) camera.isOwn.current = true;
    };
    look();
    return document.subscribe(look);
  }, [document, camera]);
}

function useOverviewWords(
  { nodes }: Picture,
  { document, problems }: { document: DesignerDocument; problems: ReadonlyMap<string, number> },
) {
  const describe = useCallback(
    (id: string) => {
      const count = problems.get(id) ?? 0;
      const found = count === 0 ? [] : [count === 1 ? '1 problem' : `${count} problems`];
      return { name: id, more: [shortType(nodes.get(id)?.type ?? ''), ...found].join(', ') };
    },
    [nodes, problems],
  );
  const onChoose = useCallback((id: string | null) => document.select({ nodes: id === null ? [] : [id] }), [document]);
  return { describe, onChoose };
}

function isOnGround(target: EventTarget): boolean {
  return (
    target instanceof Element && target.matches('.react-flow__pane, .react-flow__background, .react-flow__renderer')
  );
}
