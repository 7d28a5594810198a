'use client';

import { clsx } from 'clsx';
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type Ask, type AskChoice, useAsked } from './ask.ts';

const size = { width: 340, height: 320 };

/** What is asked in any pane: beside what it is about, with the first answer chosen, so that Enter takes it. */
export function Asker() {
  const asked = useAsked();
  if (asked === null) return null;
  return (
    <div style={placeOf(asked)} className="fixed z-40">
      <Question key={asked.title} {...asked} />
    </div>
  );
}

/** As far as the window allows. */
function placeOf({ at }: Ask): CSSProperties {
  const width = `min(${size.width}px, calc(100vw - 16px))`;
  if (at === undefined) return { width, left: `calc(50vw - ${width} / 2)`, top: '16dvh' };
  return {
    width,
    left: `clamp(8px, ${at.x}px, calc(100vw - ${width} - 8px))`,
    top: `clamp(8px, ${at.y}px, calc(100dvh - ${size.height + 8}px))`,
  };
}

function Question({ title, choices, isLong = false, answer }: Ask & { answer(id: string | null): void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter(({ label, hint = '' }) => `${label} ${hint}`.toLowerCase().includes(wanted));
  const [wish, setAt] = useState(0);
  const at = Math.min(wish, Math.max(0, found.length - 1));
  useGivenFocus(box, field);
  const choose = (choice: AskChoice | undefined) => choice && choice.refused == null && answer(choice.id);
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    event.stopPropagation();
    if (step !== undefined) setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === 'Enter') choose(found[at]);
    else if (event.key === 'Escape' || event.key === 'Tab') answer(null);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget)) answer(null);
      }}
      className="flex max-h-80 animate-appear flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-pop"
    >
      <p className="px-3 pt-2.5 pb-1.5 font-medium text-ink text-sm">{title}</p>
      <input
        ref={field}
        role="combobox"
        aria-label={isLong ? 'Filter' : title}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        readOnly={!isLong}
        placeholder={isLong ? 'Filter' : undefined}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={press}
        className={
          isLong ? 'mx-3 mb-1.5 h-8 rounded-md border border-line bg-panel px-2 text-sm max-md:text-[16px]' : 'sr-only'
        }
      />
      <div id={`${id}-list`} role="listbox" aria-label={title} className="min-h-0 overflow-y-auto p-1">
        {found.map((choice, place) => (
          <Choice
            key={choice.id}
            id={`${id}-${place}`}
            choice={choice}
            isCurrent={place === at}
            onPoint={() => setAt(place)}
            onChoose={() => choose(choice)}
          />
        ))}
        {found.length === 0 && <p className="px-2 py-1.5 text-ink-3 text-sm">Nothing matches.</p>}
      </div>
    </div>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** Takes the focus, and gives it back to where it was. */
function useGivenFocus(box: { current: HTMLElement | null }, field: { current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = box.current;
    field.current?.focus({ preventScroll: true });
    return () => {
      const isHere = document.activeElement === document.body || element?.contains(document.activeElement);
      if (isHere && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [box, field]);
}

interface ChoiceProps {
  id: string;
  choice: AskChoice;
  isCurrent: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Choice({ id, choice: { label, hint, refused }, isCurrent, onPoint, onChoose }: ChoiceProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that points here answers the keys.
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-disabled={refused != null}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={clsx(
        'flex min-h-8 flex-col justify-center rounded-md px-2 py-1 text-sm forced-colors:aria-selected:outline-2',
        isCurrent && 'bg-accent-soft',
        refused != null && 'text-ink-3',
      )}
    >
      <span className="truncate" title={label}>
        {label}
      </span>
      {(refused ?? hint) && (
        <span className={clsx('text-ink-3 text-xs', refused == null && 'truncate')}>{refused ?? hint}</span>
      )}
    </div>
  );
}
