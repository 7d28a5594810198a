'use client';

import { clsx } from 'clsx';
import { Check as Tick } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import {
  type MenuCheckProps,
  type MenuChoiceProps,
  type MenuItemProps,
  MenuPartsContext,
  type MenuProps,
} from './menu-parts.ts';

const itemClass =
  'flex min-h-8 cursor-default select-none items-center gap-2.5 rounded px-2.5 text-sm outline-none ' +
  'data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 ' +
  'forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:-outline-offset-2';
const usual = 'text-ink [&_svg]:text-ink-3';
const dangerous = 'text-bad [&_svg]:text-bad';

/** A menu, open from the beginning: it is there because somebody asked for it. */
export function MenuSurface({ trigger, children, leavesFocus, align }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align ?? 'end'}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (leavesFocus) event.preventDefault();
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-[min(24rem,92vw)] animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          <MenuPartsContext value={parts}>{children}</MenuPartsContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ onSelect, danger, disabled, hint, className, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled ?? false}
      className={clsx(itemClass, danger ? dangerous : usual, hint !== undefined && 'py-1.5', className)}
    >
      {hint === undefined ? (
        children
      ) : (
        <span className="min-w-0">
          <span className="flex items-center gap-2.5">{children}</span>
          <span className="block text-ink-2 text-xs">{hint}</span>
        </span>
      )}
    </DropdownMenu.Item>
  );
}

function Label({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">{children}</DropdownMenu.Label>;
}

function Separator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

function Choice({ value, onChange, options }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={clsx(itemClass, usual)}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <DropdownMenu.ItemIndicator>
            <Tick />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** One of several that can be chosen together: the menu stays open. */
function Check({ checked, onChange, children }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={onChange}
      className={clsx(itemClass, usual)}
    >
      <span className="flex size-4 shrink-0 items-center justify-center rounded border border-line-strong">
        <DropdownMenu.ItemIndicator>
          <Tick aria-hidden className="!size-3.5 !text-accent" />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

const parts = { Item, Label, Separator, Choice, Check };
