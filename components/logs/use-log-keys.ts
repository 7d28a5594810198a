'use client';

import type { KeyboardEvent } from 'react';
import { useCommands } from '../shell/commands.ts';
import { chooseLine } from './line-range.ts';
import type { LogView } from './use-log-panel.ts';

interface LogKeys extends Pick<LogView, 'state' | 'setState' | 'mark' | 'goTo' | 'toLevel' | 'copy' | 'view'> {
  openFind: () => void;
  closeFind: () => void;
  lastSeq: number;
}

/** The keys of the log, for when the focus is in it; those of single letters where nothing is typed. */
export function useLogKeys(log: LogKeys) {
  useCommands('Log, when it has the focus', listed);
  useCommands('Log', [
    { label: 'Find among all lines of the log', run: log.openFind },
    { label: 'Next error', keys: 'E', run: () => log.toLevel('error', 'next') },
    { label: 'Previous error', keys: 'Shift+E', run: () => log.toLevel('error', 'previous') },
  ]);
  return (event: KeyboardEvent): void => {
    // Menus hang elsewhere in the document; their keys are their own.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    const key = keyOf(event);
    const act = key === null ? undefined : actions[key];
    if (act === undefined || act(log, event.shiftKey) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The log answers these by itself. */
const listed = [
  ['Find among all lines', 'Mod+F'],
  ['Next match, in the search', 'Enter'],
  ['Previous match, in the search', 'Shift+Enter'],
  ['Next warning', 'W'],
  ['Previous warning', 'Shift+W'],
  ['First line', 'Home'],
  ['Last line, and follow', 'End'],
  ['Mark the next line', 'J'],
  ['Mark the previous line', 'K'],
  ['Mark one line more', 'Shift+J'],
  ['Mark one line less', 'Shift+K'],
  ['Copy the marked lines', 'Mod+C'],
  ['Copy the link to what is shown', 'L'],
  ['Full screen', 'Shift+F'],
  ['Close the search, leave full screen, unmark', 'Escape'],
].map(([label = '', keys = '']) => ({ label, keys, isKeyOnly: true }));

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
