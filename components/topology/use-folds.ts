'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { type FoldedTopology, type Folds, foldTopology } from './fold-topology.ts';

const ids = parseAsArrayOf(parseAsString).withDefault([]);
const foldState = { open: ids, shut: ids, all: parseAsBoolean.withDefault(false) };

interface Folding {
  folded: FoldedTopology;
  toggle: (id: string, isFolded: boolean) => void;
  showAll: () => void;
  /** Back to what is drawn by itself; null when that is what is drawn. */
  reset: (() => void) | null;
}

/** What of a topology is drawn; what a person opened and closed is in the URL. */
export function useFolds(topology: TopologyView, selected: string | null): Folding {
  const [{ open, shut, all }, setState] = useQueryStates(foldState);
  const folds = useMemo<Folds>(() => ({ open: new Set(open), shut: new Set(shut), all }), [open, shut, all]);
  const folded = useMemo(() => foldTopology(topology, folds, selected), [topology, folds, selected]);
  const toggle = useCallback(
    (id: string, isFolded: boolean) => {
      void setState((before) => {
        const others = {
          open: before.open.filter((each) => each !== id),
          shut: before.shut.filter((each) => each !== id),
        };
        const change = isFolded ? { ...others, open: [...others.open, id] } : { ...others, shut: [...others.shut, id] };
        return { open: orNull(change.open), shut: orNull(change.shut) };
      });
    },
    [setState],
  );
  const showAll = useCallback(() => void setState({ all: true, shut: null }), [setState]);
  const isOwn = open.length > 0 || shut.length > 0 || all;
  const clear = useCallback(() => void setState({ open: null, shut: null, all: null }), [setState]);
  return { folded, toggle, showAll, reset: isOwn ? clear : null };
}

function orNull(list: string[]): string[] | null {
  return list.length > 0 ? list : null;
}
