'use client';

import type { Design } from '../../../core/design/design.ts';

export function BlueprintInspector({ design }: { design: Design }) {
  return <p className="p-3 text-sm">{design.nodes.length} nodes</p>;
}
