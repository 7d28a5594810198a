import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

const itemClass =
  'flex min-h-8 cursor-default select-none items-center gap-2.5 rounded px-2.5 text-sm outline-none ' +
  'data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4';
const usual = 'text-ink [&_svg]:text-ink-3';
const dangerous = 'text-bad [&_svg]:text-bad';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  /** The choice moves the focus elsewhere, so that it does not go back to the trigger. */
  leavesFocus?: boolean;
}

export function Menu({ trigger, children, leavesFocus }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (leavesFocus) event.preventDefault();
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-[min(24rem,92vw)] animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  onSelect: () => void;
  danger?: boolean | undefined;
  disabled?: boolean;
  /** Under the label: what it does, or why it cannot be chosen. */
  hint?: string | undefined;
  children: ReactNode;
}

export function MenuItem({ onSelect, danger, disabled, hint, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled ?? false}
      className={clsx(itemClass, danger ? dangerous : usual, hint !== undefined && 'py-1.5')}
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

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

export function MenuChoice<T extends string>(props: {
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; icon?: ReactNode }[];
}) {
  return (
    <DropdownMenu.RadioGroup
      value={props.value}
      onValueChange={(value) => {
        const option = props.options.find((each) => each.value === value);
        if (option) props.onChange(option.value);
      }}
    >
      {props.options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={clsx(itemClass, usual)}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <DropdownMenu.ItemIndicator>
            <Check />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
