'use client';

import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from './menu.tsx';

interface FacetProps<T extends string> {
  label: string;
  /** Nothing chosen means all. */
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
}

const mostNamed = 2;

/** One thing that a list is narrowed down by: any of a few values. */
export function Facet<T extends string>({ label, chosen, onChange, options }: FacetProps<T>) {
  const named = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
  const text = named.length > mostNamed ? `${named.length} chosen` : named.join(', ');
  return (
    <Menu
      align="start"
      trigger={
        <Button
          aria-label={`Filter by ${label.toLowerCase()}${text === '' ? '' : ` ${text}`}`}
          className={named.length > 0 ? '!border-accent/40 !bg-accent-soft' : undefined}
        >
          <span className={named.length > 0 ? 'text-accent' : undefined}>{label}</span>
          {text !== '' && <span className="max-w-48 truncate">{text}</span>}
          <ChevronDown aria-hidden className="!size-3.5 text-ink-3" />
        </Button>
      }
    >
      {options.map(({ value, label: name, icon }) => (
        <MenuCheck
          key={value}
          checked={chosen.includes(value)}
          onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((each) => each !== value))}
        >
          {icon}
          <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
        </MenuCheck>
      ))}
      {chosen.length > 0 && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onChange([])}>All of them</MenuItem>
        </>
      )}
    </Menu>
  );
}
