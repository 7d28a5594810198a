'use client';

import { useRef } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { useDesigner } from '../document/use-designer.ts';
import { problemKey } from './sort-problems.ts';
import { useProblemWalk } from './use-problem-walk.ts';

/** Keys that lead from problem to problem, wherever the focus is. */
export function useProblemKeys(): void {
  const { problems, lead } = useProblemWalk();
  const canEdit = useDesigner((state) => state.canEdit);
  const last = useRef({ key: '', place: -1 });
  const step = (by: number, offersFixes = false): void => {
    const known = problems.findIndex((problem) => problemKey(problem) === last.current.key);
    // The one that was shown last is mended: its place is that of the next.
    const from = known === -1 && by > 0 ? last.current.place - 1 : known === -1 ? last.current.place : known;
    const place = (Math.max(from, by > 0 ? -1 : 0) + by + problems.length) % problems.length;
    const problem = problems[place];
    if (problem === undefined) return;
    last.current = { key: problemKey(problem), place };
    lead(problem, { offersFixes });
  };
  const has = problems.length > 0;
  const walk = [
    { label: 'Next problem', keys: 'F8', run: () => step(1) },
    { label: 'Problem before', keys: 'Shift+F8', run: () => step(-1) },
  ];
  useCommands('Problems', [
    ...(has ? walk : []),
    ...(has && canEdit ? [{ label: 'Quick fix', keys: 'Mod+.', run: () => step(0, true) }] : []),
  ]);
}
