'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { type WantedState, wantedStates } from './find-nodes.ts';

const findState = {
  find: parseAsString.withDefault(''),
  state: parseAsStringLiteral(wantedStates),
};

/** Looking for nodes on the canvas. What does not match is dimmed and stays where it is. */
export interface Find {
  text: string;
  state: WantedState | null;
  setText(text: string): void;
  setState(state: WantedState | null): void;
  /** Ids of the nodes that match, drawn or not; null when nothing is looked for. */
  found: readonly string[] | null;
  /** Drawn nodes that match or stand for one that does. */
  matching: ReadonlySet<string> | null;
  /** Which of the found is chosen, from 0; -1: none. */
  at: number;
  step(by: 1 | -1): void;
}

interface FindOptions {
  /** Ids of the nodes that are wanted, in their order; as long as nothing changes, the same function. */
  search(wanted: { text: string; state: WantedState | null }): string[];
  /** For each node, the drawn one that stands for it. */
  drawnAs: ReadonlyMap<string, string>;
  selected: string | null;
  onSelect(id: string | null): void;
}

export function useFind({ search, drawnAs, selected, onSelect }: FindOptions): Find {
  const [{ find, state }, setQuery] = useQueryStates(findState);
  const isOn = find.trim() !== '' || state !== null;
  const found = useMemo(() => (isOn ? search({ text: find, state }) : null), [search, find, state, isOn]);
  const matching = useMemo(() => found && new Set(found.flatMap((id) => drawnAs.get(id) ?? [])), [found, drawnAs]);
  const at = selected === null ? -1 : (found?.indexOf(selected) ?? -1);
  const step = useCallback(
    (by: 1 | -1) => {
      if (!found || found.length === 0) return;
      const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
      onSelect(found[next] ?? null);
    },
    [found, at, onSelect],
  );
  return {
    text: find,
    state,
    setText: useCallback((text: string) => void setQuery({ find: text || null }), [setQuery]),
    setState: useCallback((next: WantedState | null) => void setQuery({ state: next }), [setQuery]),
    found,
    matching,
    at,
    step,
  };
}
