'use client';

import { useCallback, useContext } from 'react';
import { type CanvasActions, LiveContext } from './canvas-context.ts';
import { isRest } from './fold-topology.ts';
import { describeCounts } from './state-bar.tsx';
import type { Drawing } from './use-drawing.ts';

/** What the overview says of a node, and what a click there does. */
export function useOverviewWords({ drawn }: Drawing, actions: CanvasActions) {
  const live = useContext(LiveContext);
  const describe = useCallback(
    (id: string) => {
      const each = drawn.get(id);
      const name = each?.node?.id ?? each?.group?.name ?? `${each?.stands.length ?? 0} more are hidden`;
      return { name, more: describeCounts(live.look(id).counts) };
    },
    [drawn, live],
  );
  const onChoose = useCallback(
    (id: string | null) => {
      const found = id === null ? undefined : drawn.get(id);
      if (found && isRest(found)) actions.showAll();
      else actions.select({ node: found?.node?.id ?? null, instance: null });
    },
    [drawn, actions],
  );
  return { describe, onChoose };
}
