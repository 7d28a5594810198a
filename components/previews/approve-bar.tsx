'use client';

import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PreviewView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { PaneActions } from '../ui/pane.tsx';

interface ApproveBarProps {
  preview: PreviewView;
  label: string;
  danger?: boolean;
  isBusy: boolean;
  onRun: () => void;
  /** Back to what was asked for; absent when it asks for nothing. */
  onEdit?: (() => void) | undefined;
}

/** The hash of a preview and the button that runs exactly it. The button has the focus, so that Enter is enough. */
export function ApproveBar({ preview, label, danger, isBusy, onRun, onEdit }: ApproveBarProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <PaneActions>
      <span
        className="mr-auto flex items-center gap-1 text-ink-3 text-xs max-sm:hidden"
        title={`Hash of this preview: ${preview.hash}`}
      >
        <code>{preview.hash.slice(0, 10)}</code>
        <CopyButton text={preview.hash} label="Copy the hash" />
      </span>
      {onEdit && (
        <Button onClick={onEdit} disabled={isBusy}>
          Change
        </Button>
      )}
      <Button ref={button} variant={danger ? 'danger' : 'primary'} disabled={isBusy} onClick={onRun}>
        <Play aria-hidden /> {label}
      </Button>
    </PaneActions>
  );
}
