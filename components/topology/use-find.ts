'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import type { Selection } from './elements.ts';
import { findNodes, type WantedState, wantedStates } from './find-nodes.ts';
import type { FoldedTopology } from './fold-topology.ts';

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
  topology: TopologyView;
  folded: FoldedTopology;
  selected: string | null;
  onSelect(selection: Selection): void;
}

export function useFind({ topology, folded, selected, onSelect }: FindOptions): Find {
  const [{ find, state }, setQuery] = useQueryStates(findState);
  const isOn = find.trim() !== '' || state !== null;
  const found = useMemo(
    () => (isOn ? findNodes(topology, { text: find, state }) : null),
    [topology, find, state, isOn],
  );
  const matching = useMemo(
    () => found && new Set(found.flatMap((id) => folded.drawnAs.get(id) ?? [])),
    [found, folded],
  );
  const at = selected === null ? -1 : (found?.indexOf(selected) ?? -1);
  const step = useCallback(
    (by: 1 | -1) => {
      if (!found || found.length === 0) return;
      const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
      onSelect({ node: found[next] ?? null, instance: null });
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
