'use client';

import type { KeyboardEvent } from 'react';
import { chooseLine } from './line-range.ts';
import type { LogView } from './use-log-panel.ts';

/** What the keys do while the focus is in the log, for the list of keys. */
export const logShortcuts = [
  { keys: 'Ctrl+F or /', does: 'Find among all lines' },
  { keys: 'Enter, Shift+Enter', does: 'Next or previous match' },
  { keys: 'E, Shift+E', does: 'Next or previous error' },
  { keys: 'W, Shift+W', does: 'Next or previous warning' },
  { keys: 'Home, End', does: 'First line; last line, and follow' },
  { keys: 'J, K', does: 'Mark the next or previous line' },
  { keys: 'Shift+J, Shift+K', does: 'Mark one line more, or one less' },
  { keys: 'Ctrl+C', does: 'Copy the marked lines' },
  { keys: 'L', does: 'Copy the link to what is shown' },
  { keys: 'Shift+F', does: 'Full screen' },
  { keys: 'Escape', does: 'Close the search, leave full screen, unmark' },
] as const;

interface LogKeys extends Pick<LogView, 'state' | 'setState' | 'mark' | 'goTo' | 'toLevel' | 'copy' | 'view'> {
  openFind: () => void;
  closeFind: () => void;
  lastSeq: number;
}

/** The keys of the log. Those of single letters work wherever nothing is typed. */
export function useLogKeys(log: LogKeys) {
  return (event: KeyboardEvent): void => {
    const key = keyOf(event);
    const act = key === null ? undefined : actions[key];
    if (act === undefined || act(log, event.shiftKey) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Null when the key is not for the log, e.g. since something is being typed. */
function keyOf({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey) return key.toLowerCase() === 'f' ? '/' : null;
  if (altKey || (key !== 'Escape' && isTyping(target))) return null;
  return key.length === 1 ? key.toLowerCase() : key;
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
}

/** False: the key means nothing now and others may have it. */
type Action = (log: LogKeys, isShift: boolean) => unknown;

const actions: Record<string, Action | undefined> = {
  '/': ({ openFind }) => openFind(),
  e: ({ toLevel }, isShift) => toLevel('error', isShift ? 'previous' : 'next'),
  w: ({ toLevel }, isShift) => toLevel('warning', isShift ? 'previous' : 'next'),
  j: (log, isShift) => step(log, 1, isShift),
  k: (log, isShift) => step(log, -1, isShift),
  l: ({ copy }) => copy.copyLink(),
  f: ({ state, setState }, isShift) => isShift && void setState({ full: !state.full || null }),
  Escape: ({ state, setState, closeFind }) => {
    if (state.search !== null) closeFind();
    else if (state.full) void setState({ full: null });
    else if (state.line !== null) void setState({ line: null });
    else return false;
    return true;
  },
};

function step({ state, mark, goTo, view, lastSeq, setState }: LogKeys, by: 1 | -1, isExtending: boolean): void {
  const { line } = state;
  if (line === null) {
    const seq = by === 1 ? view.current.first : view.current.last;
    mark(Math.max(1, seq), false);
    return;
  }
  if (isExtending) {
    const to = Math.min(lastSeq, line.to + by);
    if (to >= line.from) void setState({ line: { from: line.from, to } });
    goTo(to);
    return;
  }
  const seq = Math.min(lastSeq, Math.max(1, (by === 1 ? line.to : line.from) + by));
  void setState({ line: chooseLine(null, seq, false) });
  if (seq < view.current.first || seq > view.current.last) goTo(seq);
}
