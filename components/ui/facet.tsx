'use client';

import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

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
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          aria-label={`Filter by ${label.toLowerCase()}${text === '' ? '' : `: ${text}`}`}
          className={named.length > 0 ? '!border-accent/40 !bg-accent-soft' : undefined}
        >
          <span className={named.length > 0 ? 'text-accent' : undefined}>{label}</span>
          {text !== '' && <span className="max-w-48 truncate">{text}</span>}
          <ChevronDown aria-hidden className="!size-3.5 text-ink-3" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[min(24rem,92vw)] animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {options.map(({ value, label: name, icon }) => (
            <DropdownMenu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((each) => each !== value))}
              className="flex min-h-8 cursor-default select-none items-center gap-2.5 rounded px-2.5 text-sm outline-none data-highlighted:bg-hover"
            >
              <span className="flex size-4 items-center justify-center rounded border border-line-strong">
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden className="size-3.5 text-accent" />
                </DropdownMenu.ItemIndicator>
              </span>
              {icon}
              <span className="min-w-0 truncate">{name}</span>
            </DropdownMenu.CheckboxItem>
          ))}
          {chosen.length > 0 && (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Item
                onSelect={() => onChange([])}
                className="flex min-h-8 cursor-default items-center rounded px-2.5 text-ink-2 text-sm outline-none data-highlighted:bg-hover"
              >
                All of them
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
