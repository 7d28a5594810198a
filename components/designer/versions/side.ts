'use client';

import { useQuery } from '@tanstack/react-query';
import { createParser } from 'nuqs';
import type { DraftFile } from '../../../server/api/draft-contract.ts';
import { useApi } from '../../api/api.ts';

/** One side of a comparison: a version by its number, or what is written and is no version yet. */
export type Side = number | 'draft';

/** As it stands in the address: `2`, `draft`. */
export const parseAsSide = createParser<Side>({
  parse: (text) => (text === 'draft' ? text : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null),
  serialize: String,
});

/** What a side is called. */
export function sideName(side: Side): string {
  return side === 'draft' ? 'Draft' : `Version ${side}`;
}

/** As the API names it. */
export function numberOf(side: Side): number | null {
  return side === 'draft' ? null : side;
}

interface SideFiles {
  data: { files: readonly DraftFile[] } | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** All files of a side. */
export function useFilesOf(id: string, side: Side): SideFiles {
  const api = useApi();
  const isDraft = side === 'draft';
  const number = isDraft ? 1 : side;
  const version = useQuery(api.drafts.version.queryOptions({ id, number }, { staleTime: Infinity, enabled: !isDraft }));
  const draft = useQuery(api.drafts.open.queryOptions({ id }, { staleTime: 0, enabled: isDraft }));
  return isDraft ? draft : version;
}
