'use client';

import { type ReactNode, useContext } from 'react';
import { later } from './later.tsx';
import {
  type MenuCheckProps,
  type MenuChoiceProps,
  type MenuItemProps,
  MenuPartsContext,
  type MenuProps,
} from './menu-parts.ts';
import { useTrigger } from './use-trigger.ts';

const load = async () => (await import('./menu-surface.tsx')).MenuSurface;
const Surface = later<MenuProps & { waiting: ReactNode }>(load, ({ waiting }) => waiting);

/** A button that opens a menu. What draws the menu is loaded when somebody comes near the first one. */
export function Menu({ trigger, children, ...rest }: MenuProps) {
  const { button, waiting, isWanted } = useTrigger(trigger, { popup: 'menu', load });
  if (!isWanted) return waiting;
  return (
    <Surface {...rest} trigger={button} waiting={waiting}>
      {children}
    </Surface>
  );
}

export function MenuItem(props: MenuItemProps) {
  const parts = useContext(MenuPartsContext);
  return parts && <parts.Item {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
  const parts = useContext(MenuPartsContext);
  return parts && <parts.Label {...props} />;
}

export function MenuSeparator() {
  const parts = useContext(MenuPartsContext);
  return parts && <parts.Separator />;
}

/** One of a few, the chosen one marked. */
export function MenuChoice<T extends string>(props: {
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; icon?: ReactNode }[];
}) {
  const parts = useContext(MenuPartsContext);
  const choose: MenuChoiceProps['onChange'] = (value) => {
    const option = props.options.find((each) => each.value === value);
    if (option) props.onChange(option.value);
  };
  return parts && <parts.Choice value={props.value} options={props.options} onChange={choose} />;
}

/** One of several that can be chosen together; the menu stays open. */
export function MenuCheck(props: MenuCheckProps) {
  const parts = useContext(MenuPartsContext);
  return parts && <parts.Check {...props} />;
}
