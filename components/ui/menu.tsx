'use client';

import {
  type ComponentProps,
  cloneElement,
  isValidElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useContext,
  useState,
} from 'react';
import { type MenuChoiceProps, type MenuItemProps, MenuPartsContext, type MenuProps } from './menu-parts.ts';

const load = () => import('./menu-surface.tsx');
const Surface = lazy(() => load().then(({ MenuSurface }) => ({ default: MenuSurface })));

/** A button that opens a menu. What draws the menu is loaded when somebody comes near the first one. */
export function Menu({ trigger, children, leavesFocus }: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const button = isValidElement<ComponentProps<'button'>>(trigger) ? trigger : null;
  if (!button) throw new Error('The trigger of a menu must be a button.');
  if (!isWanted) return asTrigger(button, () => setWanted(true));
  return (
    <Suspense fallback={asTrigger(button, () => undefined)}>
      <Surface trigger={button} leavesFocus={leavesFocus ?? false}>
        {children}
      </Surface>
    </Suspense>
  );
}

function asTrigger(button: ReactElement<ComponentProps<'button'>>, open: () => void) {
  return cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: open,
    onKeyDown: (event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      open();
    },
  });
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
