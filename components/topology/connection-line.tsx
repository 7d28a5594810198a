'use client';

import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import type { ConnectionEdge } from './elements.ts';

export const ConnectionLine = memo(function ConnectionLine(props: EdgeProps<ConnectionEdge>) {
  const [path] = getBezierPath({ ...props, curvature: 0.35 });
  const style = {
    stroke: props.data?.near ? 'var(--accent)' : 'var(--line-strong)',
    strokeWidth: props.data?.near ? 2 : 1.5,
    ...(props.data?.kind === 'depends_on' && { strokeDasharray: '5 5' }),
  };
  return <BaseEdge path={path} style={style} {...(props.markerEnd && { markerEnd: props.markerEnd })} />;
});
