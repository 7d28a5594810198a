'use client';

import { type FitViewOptions, Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';

export function ZoomButtons({ fit, onFit }: { fit: FitViewOptions; onFit: () => void }) {
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left" className="!m-3 flex rounded-md border border-line bg-raised shadow-node">
      <IconButton label="Zoom in" className="size-7" onClick={() => void flow.zoomIn()}>
        <Plus />
      </IconButton>
      <IconButton label="Zoom out" className="size-7" onClick={() => void flow.zoomOut()}>
        <Minus />
      </IconButton>
      <IconButton
        label="Fit the drawing"
        className="size-7"
        onClick={() => {
          onFit();
          void flow.fitView(fit);
        }}
      >
        <Maximize />
      </IconButton>
    </Panel>
  );
}
