'use client';

import { BaseEdge, type EdgeProps, getBezierPath, getSmoothStepPath, Position } from '@xyflow/react';
import { memo } from 'react';
import { useLook } from './canvas-context.ts';
import type { ConnectionEdge } from './elements.ts';

/** How far below its source a downward line turns: between two ranks, above the heads of the containers of the next. */
const turnAfter = 42;

export const ConnectionLine = memo(function ConnectionLine(props: EdgeProps<ConnectionEdge>) {
  const isGoingOn = useLook(props.source).isRunning;
  const style = {
    stroke: props.data?.near ? 'var(--accent)' : 'var(--line-strong)',
    strokeWidth: props.data?.near ? 2 : 1.5,
    ...(props.data?.kind === 'depends_on' && { strokeDasharray: '5 5' }),
  };
  return (
    <BaseEdge
      path={toPath(props)}
      style={style}
      className={isGoingOn ? 'edge-in-use' : ''}
      {...(props.markerEnd && { markerEnd: props.markerEnd })}
    />
  );
});

function toPath(props: EdgeProps<ConnectionEdge>): string {
  if (props.sourcePosition !== Position.Bottom) return getBezierPath({ ...props, curvature: 0.35 })[0];
  const { sourceY, targetY } = props;
  const centerY = Math.min((sourceY + targetY) / 2, sourceY + turnAfter);
  // Roundings of the layout must not bend a straight line.
  const targetX = Math.abs(props.targetX - props.sourceX) < 3 ? props.sourceX : props.targetX;
  return getSmoothStepPath({ ...props, targetX, borderRadius: 10, ...(targetY > sourceY && { centerY }) })[0];
}
