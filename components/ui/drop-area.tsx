'use client';

import { clsx } from 'clsx';
import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';

interface DropAreaProps {
  /** Shown while files are held over it. */
  label: string;
  disabled: boolean;
  onDrop: (dropped: DataTransfer) => void;
  className?: string;
  children: ReactNode;
}

/** Takes files that are dropped anywhere on it: a second way beside a button. */
export function DropArea({ label, disabled, onDrop, className, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => !disabled && dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a second way; the buttons are the first.
    <div
      className={clsx('relative flex flex-1 flex-col', className)}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 flex items-center justify-center gap-3 rounded-lg border-2 border-accent border-dashed bg-accent-soft/90 p-2 text-center font-medium text-accent text-sm">
          <FileDown aria-hidden className="shrink-0" /> {label}
        </div>
      )}
    </div>
  );
}
