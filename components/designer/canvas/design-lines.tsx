'use client';

import { useStore, ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { BoxIndex } from '../../topology/box-index.ts';
import type { Rectangle } from '../../topology/boxes.ts';
import { LineSheet } from '../../topology/line-sheet.tsx';
import { shortType } from '../../topology/type-icon.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { layers } from './layers.ts';
import { type Route, routeAmong, routeOf } from './line-route.ts';
import type { DesignLine } from './picture.ts';
import type { Gesture } from './stage.ts';
import { useStaged } from './use-stage.ts';

interface DesignLinesProps {
  /** Of all that is drawn. */
  index: BoxIndex;
  lines: readonly DesignLine[];
  passing: readonly DesignLine[];
}

/** From this zoom on every line says of what type it is, if that does not lie over its nodes; else under the pointer. */
const labelZoom = 0.75;
/** Of a label, on average, px. */
const letterWidth = 5.6;

/** Relationships but for containment, which is nesting. A click within 8 px of one chooses it. */
export function DesignLines({ index, lines, passing }: DesignLinesProps) {
  const through = useMemo(() => passing.map(({ from, to }) => routeOf(from, to).path).join(''), [passing]);
  const chosen = useDesigner((state) => state.selection.relationship);
  const main = useDesigner((state) => state.selection.nodes.at(-1) ?? null);
  const drag = useStaged(({ gesture }) => (gesture?.kind === 'drag' ? gesture : null));
  const isLabelled = useStore((store) => store.transform[2] >= labelZoom);
  const isOut = (line: DesignLine) =>
    (chosen?.node === line.node && chosen.index === line.relationship.index) ||
    line.from.id === main ||
    line.to.id === main;
  const draw = (line: DesignLine, marker: string, isChosen: boolean) => (
    <DrawnLine
      key={line.id}
      {...{ index, line, marker, isChosen, isLabelled }}
      drag={drag && isMoved(line, drag) ? drag : null}
    />
  );
  return (
    <ViewportPortal>
      {through !== '' && (
        <LineSheet zIndex={layers.passing} colour="none">
          {() => <path d={through} stroke="var(--line-strong)" strokeWidth={1} opacity={0.5} />}
        </LineSheet>
      )}
      <LineSheet zIndex={layers.lines} colour="var(--line-strong)">
        {(marker) => lines.map((line) => (isOut(line) ? null : draw(line, marker, false)))}
      </LineSheet>
      <LineSheet zIndex={layers.chosenLines} colour="var(--accent)">
        {(marker) => lines.map((line) => (isOut(line) ? draw(line, marker, true) : null))}
      </LineSheet>
    </ViewportPortal>
  );
}

type Drag = Gesture & { kind: 'drag' };

function isMoved({ from, to }: DesignLine, { moved }: Drag): boolean {
  return moved.has(from.id) || moved.has(to.id);
}

interface DrawnLineProps {
  index: BoxIndex;
  line: DesignLine;
  marker: string;
  isChosen: boolean;
  isLabelled: boolean;
  /** What one of its ends is dragged by. */
  drag: Drag | null;
}

const DrawnLine = memo(function DrawnLine({ index, line, marker, isChosen, isLabelled, drag }: DrawnLineProps) {
  const document = useDesignerDocument();
  const { node, relationship } = line;
  const among = useMemo(() => routeAmong(index, line), [index, line]);
  const { path, x, y, room } = drag === null ? among : draggedRoute(line, drag);
  const label = shortType(relationship.type);
  const isShown = (isLabelled || isChosen) && label.length * letterWidth <= room;
  const select = (): void => document.select({ relationship: { node, index: relationship.index } });
  return (
    <g className="group/line">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard chooses relationships in the inspector. */}
      <path
        d={path}
        data-line={line.id}
        stroke="transparent"
        strokeWidth={16}
        className="nopan cursor-pointer [pointer-events:stroke]"
        onClick={select}
        onContextMenu={select}
      />
      <path
        d={path}
        markerEnd={marker}
        stroke={isChosen ? 'var(--accent)' : 'var(--line-strong)'}
        strokeWidth={isChosen ? 2 : 1.5}
        strokeDasharray={line.kind === 'depends_on' ? '5 5' : undefined}
        className="group-hover/line:stroke-accent"
      />
      <text
        x={x}
        y={y - 5}
        textAnchor="middle"
        className={`line-label ${isShown ? '' : 'opacity-0 group-hover/line:opacity-100'}`}
      >
        {label}
        <title>{`${node}: ${relationship.type} to ${relationship.target}; ${node} installs after ${relationship.target}`}</title>
      </text>
    </g>
  );
});

function draggedRoute({ from, to }: DesignLine, { moved, dx, dy }: Drag): Route {
  const shifted = (box: Rectangle & { id: string }) =>
    moved.has(box.id) ? { ...box, x: box.x + dx, y: box.y + dy } : box;
  return routeOf(shifted(from), shifted(to));
}
