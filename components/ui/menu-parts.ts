'use client';

import { type ComponentType, createContext, type ReactNode } from 'react';

export interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  /** The choice moves the focus elsewhere, so that it does not go back to the trigger. */
  leavesFocus?: boolean;
  /** Which edges of trigger and menu are in line. Default: the ends. */
  align?: 'start' | 'end';
}

export interface MenuItemProps {
  onSelect: () => void;
  danger?: boolean | undefined;
  disabled?: boolean;
  /** Under the label: what it does, or why it cannot be chosen. */
  hint?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export interface MenuChoiceProps {
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: string; icon?: ReactNode }[];
}

export interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** What an open menu is made of; it arrives with the first menu that is opened. */
interface MenuParts {
  Item: ComponentType<MenuItemProps>;
  Label: ComponentType<{ children: ReactNode }>;
  Separator: ComponentType;
  Choice: ComponentType<MenuChoiceProps>;
  Check: ComponentType<MenuCheckProps>;
}

export const MenuPartsContext = createContext<MenuParts | null>(null);
