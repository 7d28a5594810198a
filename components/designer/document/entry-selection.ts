import type { Selection } from './history.ts';

/** The selection of one entry of a section. */
export function entrySelection(section: NonNullable<Selection['entry']>['section'], name: string): Selection {
  return { nodes: [], relationship: null, entry: { section, name } };
}
