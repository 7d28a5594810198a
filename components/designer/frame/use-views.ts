'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMatches } from '../../ui/use-is-narrow.ts';

/** What the middle shows. */
export const views = ['canvas', 'split', 'source'] as const;
/** What the left pane shows. */
export const sides = ['palette', 'outline', 'files'] as const;
/** What a narrow window shows. */
export const panes = ['canvas', 'source', 'side', 'inspector', 'problems'] as const;

const places = {
  view: parseAsStringLiteral(views).withDefault('canvas'),
  side: parseAsStringLiteral(sides).withDefault('palette'),
  pane: parseAsStringLiteral(panes).withDefault('canvas'),
};

/** Which panes are shown, as the URL says. In a narrow window there is room for one. */
export function useViews() {
  const [chosen, choose] = useQueryStates(places);
  const isNarrow = useMatches('(max-width: 1023px)');
  return { ...chosen, isNarrow, choose };
}
