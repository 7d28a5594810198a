import { layOutDesign } from './lay-out-design.ts';
import type { LayoutRequest } from './protocol.ts';

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; request: LayoutRequest }>) => {
  self.postMessage({ id: data.id, laidOut: layOutDesign(data.request) });
});
