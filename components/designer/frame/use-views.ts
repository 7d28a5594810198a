'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useIsNarrow, useMatches } from '../../ui/use-is-narrow.ts';

/** What the middle shows. */
export const views = ['canvas', 'split', 'source'] as const;
/** What the left pane shows. */
export const sides = ['palette', 'outline', 'files'] as const;
/** What a narrow window shows; in a tight one `side` and `inspector` lie over the rest while they are chosen. */
export const panes = ['canvas', 'source', 'side', 'inspector', 'problems'] as const;

/** What the bottom pane shows; it is closed when none of them is chosen. */
export const bottoms = ['problems', 'history', 'search'] as const;

const places = {
  view: parseAsStringLiteral(views).withDefault('canvas'),
  side: parseAsStringLiteral(sides),
  bottom: parseAsStringLiteral(bottoms),
  pane: parseAsStringLiteral(panes),
};

/**
 * Which panes are shown, as the URL says. A narrow window has room for one, and the outline is its editor; in a tight
 * one the left pane and the inspector lie over the rest.
 */
export function useViews() {
  const [chosen, choose] = useQueryStates(places);
  const isNarrow = useIsNarrow();
  const isTight = useMatches('(max-width: 1279px)') && !isNarrow;
  // Canvas and source have 380 px each, beside both rails.
  const isShared = useMatches('(min-width: 880px)');
  const view = chosen.view === 'split' && !isShared ? 'canvas' : chosen.view;
  const pane = chosen.pane ?? (isNarrow ? 'side' : 'canvas');
  return {
    ...chosen,
    side: chosen.side ?? (isNarrow ? 'outline' : 'palette'),
    ...{ view, pane, isNarrow, isTight, isShared, choose },
    hasCanvas: isNarrow ? pane === 'canvas' : view !== 'source',
    hasSource: isNarrow ? pane === 'source' : view !== 'canvas',
    /** Brings the list of problems into view, wherever it is. */
    showProblems: () => void choose({ pane: 'problems', bottom: 'problems' }),
  };
}
