'use client';

import { type ComponentProps, cloneElement, isValidElement, type ReactElement, type ReactNode, useState } from 'react';

type Button = ReactElement<ComponentProps<'button'>>;

/**
 * A button that opens what is not loaded yet. `waiting` is the button until it was pressed; `load` begins when somebody
 * comes near it, by pointer or by focus.
 */
export function useTrigger(
  trigger: ReactNode,
  { popup, load }: { popup: 'menu' | 'dialog'; load: () => Promise<unknown> },
): { button: Button; waiting: Button; isWanted: boolean } {
  const [isWanted, setWanted] = useState(false);
  if (!isValidElement<ComponentProps<'button'>>(trigger)) throw new Error('A trigger must be a button.');
  const waiting = cloneElement(trigger, {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
    onKeyDown: (event) => {
      if (popup !== 'menu' || event.key !== 'ArrowDown') return;
      event.preventDefault();
      setWanted(true);
    },
  });
  return { button: trigger, waiting, isWanted };
}
