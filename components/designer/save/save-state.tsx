'use client';

import { Check, CloudOff, CloudUpload, Eye, GitCompareArrows, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { later } from '../../ui/later.tsx';
import { useDesigner } from '../document/use-designer.ts';
import type { SaveStatus } from './saver-types.ts';
import { useSaved } from './use-saver.ts';

const ConflictDialog = later(async () => (await import('./conflict-dialog.tsx')).ConflictDialog);

/** Whether what is seen is saved. A conflict is shown at once, and can be put off but not forgotten. */
export function SaveState() {
  const status = useSaved(({ status }) => status);
  const canEdit = useDesigner((state) => state.canEdit);
  if (status.kind === 'conflict') return <ConflictState key={status.conflict.theirs.revision} status={status} />;
  if (!canEdit)
    return (
      <Chip title="Your role is viewer: what others change is shown, and you cannot change it.">
        <Eye aria-hidden /> View only
      </Chip>
    );
  const { tone, icon, text, title } = lookOf(status);
  return (
    // What goes well is not read out after every word that is typed.
    <span role={tone === 'neutral' ? undefined : 'status'} className="flex shrink md:min-w-19" data-save={status.kind}>
      <Chip tone={tone} title={title} className={tone === 'neutral' ? 'bg-transparent' : ''}>
        {icon}
        <span className="truncate max-md:sr-only">{text}</span>
      </Chip>
    </span>
  );
}

interface Look {
  tone: Tone;
  icon: ReactNode;
  text: string;
  title: string;
}

function lookOf(status: Exclude<SaveStatus, { kind: 'conflict' }>): Look {
  switch (status.kind) {
    case 'saved':
      return { tone: 'neutral', icon: <Check aria-hidden />, text: 'Saved', title: 'Everything is saved.' };
    case 'saving':
      return {
        tone: 'neutral',
        // It stands still: while one writes it is there most of the time.
        icon: <CloudUpload aria-hidden />,
        text: 'Saving',
        title: 'Changes are saved by themselves.',
      };
    case 'offline':
      return {
        tone: 'warn',
        icon: <CloudOff aria-hidden />,
        text: status.isKept ? 'Offline: kept in this browser' : 'Offline: not kept',
        title: status.isKept
          ? 'The server does not answer. What you change is kept in this browser and saved when the server is back.'
          : 'The server does not answer and this browser cannot keep the changes. Leave this page open.',
      };
    case 'refused':
      return { tone: 'bad', icon: <TriangleAlert aria-hidden />, text: 'Not saved', title: status.reason };
  }
}

function ConflictState({ status }: { status: SaveStatus & { kind: 'conflict' } }) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <span role="status" data-save="conflict">
      <Button size="sm" variant="danger" onClick={() => setIsOpen(true)}>
        <GitCompareArrows aria-hidden /> Conflict
      </Button>
      {isOpen && <ConflictDialog conflict={status.conflict} onClose={() => setIsOpen(false)} />}
    </span>
  );
}
