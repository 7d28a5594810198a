'use client';

import { useMemo } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { routeAmong } from '../designer/canvas/line-route.ts';
import { BoxIndex } from '../topology/box-index.ts';
import { grow, type NodeBox, toBoxes } from '../topology/boxes.ts';
import { layOut } from '../topology/layout.ts';

/** Of the picture on its card, px. */
const size = { width: 320, height: 140 };
/** Names smaller than this are left out, px. */
const leastText = 6;
const fontSize = 24;
const mostLetters = 13;

/** What a blueprint looks like, small: nodes in what contains them, and what needs what. */
export function TemplatePicture({ graph }: { graph: TopologyView }) {
  const { index, lines, bounds } = useMemo(() => drawn(graph), [graph]);
  const scale = Math.min(size.width / bounds.width, size.height / bounds.height, 0.5);
  const { x, y, width, height } = grow(bounds, [
    (size.width / scale - bounds.width) / 2,
    (size.height / scale - bounds.height) / 2,
  ]);
  return (
    <svg aria-hidden viewBox={`${x} ${y} ${width} ${height}`} className="size-full" fill="none">
      {index.boxes.map((box) => (
        <Box key={box.id} box={box} isNamed={fontSize * scale >= leastText} />
      ))}
      {lines.map(({ id, path }) => (
        <path key={id} d={path} stroke="var(--line-strong)" strokeWidth={3} />
      ))}
    </svg>
  );
}

function Box({ box, isNamed }: { box: NodeBox; isNamed: boolean }) {
  const { id, x, y, width, height, isContainer } = box;
  return (
    <>
      <rect
        {...{ x, y, width, height }}
        rx={10}
        fill={isContainer ? 'var(--hold)' : 'var(--raised)'}
        stroke={isContainer ? 'var(--line)' : 'var(--line-strong)'}
        strokeWidth={2}
      />
      {isNamed && (
        <text x={x + 14} y={y + 36} fontSize={fontSize} fill={isContainer ? 'var(--ink-3)' : 'var(--ink)'}>
          {id.length > mostLetters ? `${id.slice(0, mostLetters - 1)}…` : id}
        </text>
      )}
    </>
  );
}

function drawn({ nodes, edges }: TopologyView) {
  const index = new BoxIndex(toBoxes(layOut({ nodes: nodes.map((node) => ({ ...node, instances: [] })), edges })));
  const lines = edges.flatMap(({ id, source, target }) => {
    const [from, to] = [index.get(source), index.get(target)];
    return from === null || to === null ? [] : [{ id, path: routeAmong(index, { from, to }).path }];
  });
  const bounds = grow(index.bounds ?? { x: 0, y: 0, width: 0, height: 0 }, [30, 30]);
  return { index, lines, bounds };
}
