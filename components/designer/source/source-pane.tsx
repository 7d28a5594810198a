'use client';

import { useDesign } from '../document/use-designer.ts';

export function SourcePane() {
  const design = useDesign();
  return (
    <p className="p-3 text-ink-3 text-sm">
      {design === null ? 'Reading the blueprint' : `${design.nodes.length} nodes`}
    </p>
  );
}
