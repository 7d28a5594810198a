'use client';

import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { keysBetween, rowAfterKey, withKeys } from './row-choice.ts';

/** Which rows are chosen, so that something can be done with many at once. */
export interface RowChoice {
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

interface RowKeysOptions {
  keys: readonly string[];
  choice: RowChoice | undefined;
  onOpen: ((key: string) => void) | undefined;
  onEscape: (() => void) | undefined;
}

const controls = 'a, button, input, label, select, textarea, [role=menuitem]';

/**
 * Rows that are one Tab stop: arrows walk, Enter opens, Space chooses, Shift with either extends what is chosen. A click
 * opens the row, unless it was meant for something in it.
 */
export function useRowKeys({ keys, choice, onOpen, onEscape }: RowKeysOptions) {
  const [active, setActive] = useState<string | null>(null);
  const [anchor, setAnchor] = useState<string | null>(null);
  const stop = active !== null && keys.includes(active) ? active : keys[0];

  function choose(key: string, isRange: boolean): void {
    if (!choice) return;
    const meant = isRange ? keysBetween(keys, anchor, key) : [key];
    choice.onChoose(withKeys(choice.chosen, meant, isRange || !choice.chosen.includes(key)));
    if (!isRange) setAnchor(key);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const row = rowOf(event.target);
    const key = row?.dataset.row;
    if (!row || key === undefined || event.defaultPrevented || event.altKey) return;
    const next = rowAfterKey(event.key, keys.indexOf(key), keys.length);
    if (next !== null) walk({ event, row, from: key, to: keys[next] });
    else if (event.key === 'Escape' && onEscape) onEscape();
    else if (!(event.target === row && press(event, key))) return;
    event.preventDefault();
  }

  /** A key on the row itself and not on something in it; false when it means nothing there. */
  function press(event: KeyboardEvent, key: string): boolean {
    const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey);
    if (event.key === 'Enter') onOpen?.(key);
    else if (event.key === ' ') choose(key, event.shiftKey);
    else if (isAll && choice) choice.onChoose(withKeys(choice.chosen, keys, true));
    else return false;
    return true;
  }

  function walk({
    event,
    row,
    from,
    to,
  }: {
    event: KeyboardEvent;
    row: HTMLElement;
    from: string;
    to?: string | undefined;
  }): void {
    if (to === undefined) return;
    row.parentElement?.querySelector<HTMLElement>(`[data-row="${CSS.escape(to)}"]`)?.focus();
    if (!event.shiftKey || !choice) return;
    const start = anchor ?? from;
    setAnchor(start);
    choice.onChoose(withKeys(choice.chosen, keysBetween(keys, start, to), true));
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const key = rowOf(event.target)?.dataset.row;
    if (key === undefined || isMeantForControl(event)) return;
    if (choice && (event.shiftKey || event.ctrlKey || event.metaKey)) choose(key, event.shiftKey);
    else onOpen?.(key);
  }

  return {
    /** The row that Tab leads to. */
    stop,
    body: {
      onKeyDown,
      onClick,
      onFocus: ({ target }: { target: EventTarget }) => setActive(rowOf(target)?.dataset.row ?? null),
    },
  };
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
}

function isMeantForControl(event: MouseEvent): boolean {
  const isControl = event.target instanceof Element && event.target.closest(controls) !== null;
  return isControl || event.defaultPrevented || (window.getSelection()?.toString() ?? '') !== '';
}
