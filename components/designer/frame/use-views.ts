'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMatches } from '../../ui/use-is-narrow.ts';

/** What the middle shows. */
export const views = ['canvas', 'split', 'source'] as const;
/** What the left pane shows. */
export const sides = ['palette', 'outline', 'files'] as const;
/** What a narrow window shows. */
export const panes = ['canvas', 'source', 'side', 'inspector', 'problems'] as const;

/** What the bottom pane shows; it is closed when none of them is chosen. */
export const bottoms = ['problems', 'history'] as const;

const places = {
  view: parseAsStringLiteral(views).withDefault('canvas'),
  side: parseAsStringLiteral(sides).withDefault('palette'),
  bottom: parseAsStringLiteral(bottoms),
  pane: parseAsStringLiteral(panes).withDefault('canvas'),
};

/** Which panes are shown, as the URL says. In a narrow window there is room for one. */
export function useViews() {
  const [chosen, choose] = useQueryStates(places);
  const isNarrow = useMatches('(max-width: 1023px)');
  return {
    ...chosen,
    isNarrow,
    choose,
    /** Brings the list of problems into view, wherever it is. */
    showProblems: () => void choose({ pane: 'problems', bottom: 'problems' }),
  };
}
