'use client';

import { X } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';

const keys: readonly (readonly [string, string])[] = [
  ['Arrows', 'walk to the nearest node'],
  ['Alt ↓, Alt ↑', 'into a container, out of it'],
  ['Enter', 'choose the node'],
  ['Shift Enter', 'open or close a container'],
  ['F, Shift F', 'find; next and previous match'],
  ['+ −', 'zoom'],
  ['0, 1, 2', 'life size, all of it, this node'],
  ['Esc', 'choose nothing, leave'],
];

/** The keys of the canvas. */
export function CanvasHelp({ onClose }: { onClose: () => void }) {
  return (
    <section
      aria-label="Keys of the drawing"
      className="animate-appear rounded-lg border border-line bg-panel p-3 text-xs shadow-pop"
    >
      <div className="mb-2 flex items-center justify-between gap-6">
        <h3 className="font-semibold text-sm">Keys</h3>
        <IconButton label="Close the keys" className="size-6" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-ink-2">{key}</dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
