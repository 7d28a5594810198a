'use client';

import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { type Chosen, droppedFiles } from './read-upload.ts';

interface DropFilesProps {
  disabled: boolean;
  onFiles: (chosen: Chosen[]) => void;
  children: ReactNode;
}

/** Takes files and folders that are dropped on it. The same can be done with the buttons. */
export function DropFiles({ disabled, onFiles, children }: DropFilesProps) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => !disabled && dataTransfer.types.includes('Files');
  function drop(event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then(onFiles);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a second way; the buttons are the first.
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
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
        <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-2 rounded-lg border-2 border-accent border-dashed bg-accent-soft/90 font-medium text-accent text-sm">
          <FileDown aria-hidden /> Drop files and folders here
        </div>
      )}
    </div>
  );
}
