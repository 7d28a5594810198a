'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { TopologyView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';

/** The drawing of the blueprint that a planned update leads to; undefined without one, or when it is not the latest version. */
export function useUpdateGraph(updateId: string | null): TopologyView | undefined {
  const api = useApi();
  const { data: update } = useQuery(api.updates.get.queryOptions(updateId === null ? skipToken : { id: updateId }));
  const to = updateId === null ? undefined : update?.to;
  const { data: blueprint } = useQuery(api.blueprints.get.queryOptions(to ? { id: to.blueprintId } : skipToken));
  return to && blueprint?.versionId === to.versionId ? blueprint.graph : undefined;
}
