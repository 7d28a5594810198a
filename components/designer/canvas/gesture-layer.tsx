'use client';

import { ViewportPortal } from '@xyflow/react';
import { LineSheet } from '../../topology/line-sheet.tsx';
import { layers } from './layers.ts';
import { routeOf } from './line-route.ts';
import type { Gesture } from './stage.ts';
import { useStage, useStaged } from './use-stage.ts';

/** What is seen of a gesture beside the nodes: helper lines, a connection on its way, the rectangle of a lasso. */
export function GestureLayer() {
  const gesture = useStaged((state) => state.gesture);
  if (gesture === null || gesture.kind === 'resize') return null;
  return (
    <ViewportPortal>
      {gesture.kind === 'lasso' && <Lasso {...gesture} />}
      {gesture.kind === 'connect' && <Connection {...gesture} />}
      {gesture.kind === 'drag' && <Guides {...gesture} />}
    </ViewportPortal>
  );
}

function Lasso({ area: { x, y, width, height } }: Gesture & { kind: 'lasso' }) {
  return (
    <div
      style={{ transform: `translate(${x}px, ${y}px)`, width, height, zIndex: layers.gesture }}
      className="pointer-events-none absolute top-0 left-0 border border-accent border-dashed bg-accent/10"
    />
  );
}

function Connection({ from, to, target }: Gesture & { kind: 'connect' }) {
  const { picture } = useStage();
  const source = picture?.index.get(from);
  if (!source) return null;
  const end = (target === null ? null : picture?.index.get(target)) ?? { ...to, width: 0, height: 0 };
  return (
    <LineSheet zIndex={layers.gesture} colour="var(--accent)">
      {(marker) => <path d={routeOf(source, end).path} stroke="var(--accent)" strokeWidth={2} markerEnd={marker} />}
    </LineSheet>
  );
}

function Guides({ guides }: Gesture & { kind: 'drag' }) {
  if (guides.length === 0) return null;
  return (
    <LineSheet zIndex={layers.gesture} colour="none">
      {() =>
        guides.map(({ axis, at, from, to }) => (
          <path
            key={axis}
            d={axis === 'x' ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}`}
            stroke="var(--accent)"
            strokeWidth={1}
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        ))
      }
    </LineSheet>
  );
}

/** Says what letting go would do, at the top of the pane, where no hand covers it. */
export function GestureWords() {
  const words = useStaged(({ gesture, picture }) => wordsOf(gesture, picture));
  if (words === null) return null;
  const isRefused = words.startsWith('!');
  return (
    <p
      className={`pointer-events-none absolute top-3 left-1/2 z-10 max-w-[80%] -translate-x-1/2 rounded-md border bg-raised px-3 py-1.5 text-sm shadow-pop ${isRefused ? 'border-bad border-dashed text-bad' : 'border-accent text-ink'}`}
    >
      {isRefused ? words.slice(1) : words}
    </p>
  );
}

function wordsOf(gesture: Gesture | null, picture: ReturnType<typeof useStage>['picture']): string | null {
  if (gesture?.kind === 'drag' && gesture.landing)
    return `${gesture.landing.isValid ? '' : '!'}${gesture.landing.text}`;
  if (gesture?.kind !== 'connect') return null;
  const { from, target, refused } = gesture;
  if (target === null) return `Connect ${from} to a node, or let go for a new one`;
  const reason = refused.get(target);
  return reason === undefined ? `Connect ${from} to ${picture?.nodes.get(target)?.id ?? target}` : `!${reason}`;
}
