'use client';

import { Search } from 'lucide-react';
import { useRef } from 'react';
import { type Command, useCommands } from '../shell/commands.ts';
import { Input } from './field.tsx';

interface FilterInputProps {
  label: string;
  /** What is searched, in a few words. */
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** What rows answer by themselves, for the list of keys. */
const listKeys: readonly Command[] = [
  { label: 'Along the rows', keys: 'ArrowDown', isKeyOnly: true },
  { label: 'Open the row', keys: 'Enter', isKeyOnly: true },
  { label: 'Choose the row', keys: 'Space', isKeyOnly: true },
  { label: 'Choose along the rows', keys: 'Shift+ArrowDown', isKeyOnly: true },
  { label: 'Close the details', keys: 'Escape', isKeyOnly: true },
];

/** The text filter of a list. "/" leads to it from anywhere on the page, the arrow down from it into the list. */
export function FilterInput({ label, placeholder, value, onChange }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useCommands('List', [
    { label: 'Filter the list', keys: '/', isKeyOnly: true, run: () => input.current?.select() },
    ...listKeys,
  ]);
  return (
    <span className="relative w-full md:max-w-80">
      <Search
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-ink-3"
      />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          const row = document.querySelector<HTMLElement>('main [data-row][tabindex="0"]');
          if (!row) return;
          event.preventDefault();
          row.focus();
        }}
        className="!pl-8"
      />
    </span>
  );
}
