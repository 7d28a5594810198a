'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Notice } from './states.tsx';
import { sayDone } from './toasts.tsx';
import { type BulkItem, useBulk } from './use-bulk.ts';

interface BulkDialogProps {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** On the button. */
  action: string;
  danger?: boolean;
  /** Said when it worked for all. */
  doneText: string;
  items: readonly BulkItem[];
  act: (item: BulkItem) => Promise<unknown>;
  /** It has been tried with all of them; `refused` are the names of those for which it did not work. */
  onDone: (refused: readonly string[]) => void;
  onClose: () => void;
}

const mostListed = 8;

/** Asks before something is done with many; then says how far it is, and for which it did not work and why. */
export function BulkDialog({
  title,
  children,
  action,
  danger,
  doneText,
  items,
  act,
  onDone,
  onClose,
}: BulkDialogProps) {
  const bulk = useBulk(items, act);
  async function start(): Promise<void> {
    const refused = await bulk.start();
    onDone(refused.map(({ name }) => name));
    if (refused.length > 0) return;
    sayDone(doneText);
    onClose();
  }
  const isOver = bulk.refused.length > 0;
  return (
    <Dialog open onOpenChange={onClose} title={title} description={nameSome(items.map(({ name }) => name))}>
      <div className="text-ink-2 text-sm">{children}</div>
      {isOver && (
        <div className="mt-4">
          <Notice tone="bad" role="alert" title={`It did not work for ${bulk.refused.length} of ${items.length}`}>
            <ul className="flex flex-col gap-1.5">
              {bulk.refused.slice(0, mostListed).map(({ name, reason }) => (
                <li key={name}>
                  <span className="font-medium">{name}</span>: {reason}
                </li>
              ))}
              {bulk.refused.length > mostListed && <li>and {bulk.refused.length - mostListed} more.</li>}
            </ul>
          </Notice>
        </div>
      )}
      <DialogActions>
        <Button onClick={onClose}>{isOver ? 'Close' : 'Keep as it is'}</Button>
        {!isOver && (
          <Button variant={danger ? 'danger' : 'primary'} disabled={bulk.isBusy} onClick={() => void start()}>
            {bulk.isBusy ? `${bulk.done} of ${items.length}…` : action}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function nameSome(names: readonly string[]): string {
  const rest = names.length - mostListed;
  return names.slice(0, mostListed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
