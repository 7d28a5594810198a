'use client';

import { useState } from 'react';
import { Input } from '../ui/field.tsx';
import { chosenOf } from './input-field.ts';

/** From this many choices on they can be searched. */
const searchable = 9;
/** More are not drawn at once; the search finds them. */
const shownAtMost = 100;

interface ChoiceListProps {
  id: string;
  /** The chosen ones as JSON. */
  value: string;
  choices: readonly string[];
  onChange: (value: string) => void;
}

/** Several of many, as boxes to tick. */
export function ChoiceList({ id, value, choices, onChange }: ChoiceListProps) {
  const [text, setText] = useState('');
  const chosen = chosenOf(value);
  const wanted = text.toLowerCase();
  const found = choices.filter((each) => each.toLowerCase().includes(wanted));
  const shown = found.slice(0, shownAtMost);
  function turn(choice: string, on: boolean): void {
    onChange(JSON.stringify(on ? [...chosen, choice] : chosen.filter((each) => each !== choice)));
  }
  if (choices.length === 0) return <p className="text-ink-3 text-xs">There are none in this deployment.</p>;
  return (
    <fieldset id={id} tabIndex={-1} className="rounded-md border border-line-strong/70 bg-raised">
      <legend className="sr-only">{chosen.length} chosen</legend>
      {choices.length >= searchable && (
        <Input
          type="search"
          aria-label="Search the choices"
          placeholder={chosen.length > 0 ? `Search; ${chosen.length} chosen` : `Search ${choices.length}`}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="!border-0 border-line !border-b !rounded-b-none"
        />
      )}
      <ul className="max-h-40 overflow-y-auto py-1">
        {shown.map((choice) => (
          <li key={choice}>
            <label className="flex min-h-7 cursor-pointer items-center gap-2.5 px-2.5 text-xs hover:bg-hover">
              <input
                type="checkbox"
                checked={chosen.includes(choice)}
                onChange={({ target }) => turn(choice, target.checked)}
                className="size-3.5 accent-accent-fill"
              />
              <span className="font-mono [overflow-wrap:anywhere]">{choice}</span>
            </label>
          </li>
        ))}
        {found.length > shown.length && (
          <li className="px-2.5 py-1 text-ink-3 text-xs">{found.length - shown.length} more; search to see them.</li>
        )}
        {found.length === 0 && <li className="px-2.5 py-1 text-ink-3 text-xs">Nothing is called that.</li>}
      </ul>
    </fieldset>
  );
}
