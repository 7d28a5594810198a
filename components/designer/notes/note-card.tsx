'use client';

import { clsx } from 'clsx';
import { Trash2 } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { shownCanvas } from '../canvas/canvas-view.ts';
import type { Note } from '../document/layout.ts';
import { useDesignerDocument } from '../document/use-designer.ts';
import { changeNote, deleteNote, endWriting, isUnwritten, noteColours } from './note-deeds.ts';
import { noteLook, noteMark } from './note-look.ts';
import { noteStep } from './note-step.ts';
import { type NoteDrag, useNoteDrag } from './use-note-drag.ts';

/** A note: dragged by its text, written by a double click or Enter, sized at its corner. */
export const NoteCard = memo(function NoteCard({ note, canEdit }: { note: Note; canEdit: boolean }) {
  const document = useDesignerDocument();
  const { id, x, y, width, height, text, colour } = note;
  const [isWriting, setWriting] = useState(() => canEdit && isUnwritten(id));
  const card = useRef<HTMLDivElement>(null);
  const move = useNoteDrag(canEdit && !isWriting, (by) =>
    changeNote(document, { id, label: 'Move a note', x: x + by.x, y: y + by.y }),
  );
  const size = useNoteDrag(canEdit, (by) =>
    changeNote(document, { id, label: 'Resize a note', width: width + by.x, height: height + by.y }),
  );
  const end = (written: string): void => {
    setWriting(false);
    endWriting();
    card.current?.focus();
    if (written !== text) changeNote(document, { id, label: 'Write a note', text: written });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== card.current) return;
    const step = noteStep(note, event);
    if (step === null || (!canEdit && step.kind !== 'leave')) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.kind === 'write') setWriting(true);
    else if (step.kind === 'change') changeNote(document, { id, ...step.change });
    else shownCanvas()?.focus();
    if (step.kind === 'delete') deleteNote(document, id);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form.
    <div
      ref={card}
      id={`design-${id}`}
      role="group"
      data-own-gestures
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved, sized and written by keys.
      tabIndex={0}
      aria-roledescription="note"
      aria-label={text.trim() === '' ? 'Empty note' : text}
      onKeyDown={press}
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (canEdit) setWriting(true);
      }}
      style={{
        transform: `translate(${x + move.by.x}px, ${y + move.by.y}px)`,
        width: Math.max(96, width + size.by.x),
        height: Math.max(48, height + size.by.y),
      }}
      className={clsx(
        'nopan nodrag group pointer-events-auto absolute top-0 left-0 z-10 rounded-md border text-ink text-sm shadow-node',
        noteLook[colour],
      )}
    >
      {isWriting ? <Writing text={text} onEnd={end} /> : <Words text={text} canEdit={canEdit} drag={move.handlers} />}
      {canEdit && !isWriting && (
        <>
          <NoteTools note={note} />
          <span
            {...size.handlers}
            aria-hidden
            className="absolute right-0 bottom-0 size-6 cursor-nwse-resize touch-none opacity-0 after:absolute after:right-1 after:bottom-1 after:size-2.5 after:border-ink-3 after:border-r-2 after:border-b-2 group-focus-within:opacity-100 group-hover:opacity-100"
          />
        </>
      )}
    </div>
  );
});

function Words({ text, canEdit, drag }: { text: string; canEdit: boolean; drag: NoteDrag['handlers'] }) {
  return (
    <p
      {...drag}
      className={clsx(
        'size-full touch-none overflow-hidden whitespace-pre-wrap break-words px-2.5 py-2 leading-4.5',
        canEdit && 'cursor-grab',
      )}
    >
      {text.trim() === '' ? <span className="text-ink-3">Empty note</span> : text}
    </p>
  );
}

function NoteTools({ note: { id, colour } }: { note: Note }) {
  const document = useDesignerDocument();
  return (
    <div
      role="toolbar"
      aria-label="Tools of the note"
      className="absolute right-0 bottom-full mb-1 hidden rounded-md border border-line bg-raised shadow-node group-focus-within:flex group-hover:flex"
    >
      {noteColours.map((each) => (
        <IconButton
          key={each}
          label={`Colour: ${each}`}
          aria-pressed={each === colour}
          tabIndex={-1}
          className="!size-6"
          onClick={() => changeNote(document, { id, label: 'Colour a note', colour: each })}
        >
          <span className={clsx('size-3 rounded-full forced-color-adjust-none', noteMark[each])} />
        </IconButton>
      ))}
      <IconButton label="Delete the note" tabIndex={-1} className="!size-6" onClick={() => deleteNote(document, id)}>
        <Trash2 />
      </IconButton>
    </div>
  );
}

function Writing({ text, onEnd }: { text: string; onEnd: (text: string) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <textarea
      ref={field}
      aria-label="Text of the note"
      defaultValue={text}
      onBlur={({ target }) => onEnd(target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.value = text;
        const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
        if (isDone) event.currentTarget.blur();
      }}
      className="nowheel size-full resize-none rounded-md bg-transparent px-2.5 py-2 leading-4.5 max-md:text-[16px]"
    />
  );
}
