'use client';

import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';

interface FileDropAreaProps {
  disabled: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A page that takes a dropped file anywhere. The same can be done with the upload button. */
export function FileDropArea({ disabled, onFile, children }: FileDropAreaProps) {
  const [isOver, setOver] = useState(false);
  function hasFile(event: DragEvent): boolean {
    return !disabled && event.dataTransfer.types.includes('Files');
  }
  function drop(event: DragEvent): void {
    if (!hasFile(event)) return;
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first.
    <div
      className="relative flex flex-1 flex-col"
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-3 z-30 flex items-center justify-center gap-3 rounded-xl border-2 border-accent border-dashed bg-accent-soft/90 font-medium text-accent">
          <FileDown aria-hidden /> Drop the blueprint here
        </div>
      )}
    </div>
  );
}
