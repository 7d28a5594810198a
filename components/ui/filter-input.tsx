'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input } from './field.tsx';

interface FilterInputProps {
  label: string;
  /** What is searched, in a few words. */
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** The text filter of a list. "/" leads to it from anywhere on the page, the arrow down from it into the list. */
export function FilterInput({ label, placeholder, value, onChange }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role=dialog], [role=alertdialog]')) return;
      event.preventDefault();
      input.current?.select();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <span className="relative w-full max-w-80">
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
