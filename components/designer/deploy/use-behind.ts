'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeploymentSummary } from '../../../server/api/contract.ts';
import { useApi } from '../../api/api.ts';
import { useSaved, useSaver } from '../save/use-saver.ts';

/** How many deployments of the blueprint run something else than what is written. */
export function useBehind(): number {
  const { id } = useSaver();
  const latestVersion = useSaved(({ server }) => server.latestVersion);
  const isChanged = useSaved(({ server }) => server.isChanged);
  const api = useApi();
  const { data } = useQuery(
    api.deployments.search.queryOptions({ blueprintId: id }, { enabled: latestVersion !== null }),
  );
  return data?.rows.filter((row) => isBehind(row, { latestVersion, isChanged })).length ?? 0;
}

/** Whether what runs is something else than what is written: an older version, or what is no version yet. */
export function isBehind(
  { blueprint, states }: Pick<DeploymentSummary, 'blueprint' | 'states'>,
  written: { latestVersion: number | null; isChanged: boolean },
): boolean {
  const isUp = (states.started ?? 0) > 0;
  return isUp && (blueprint.version < (written.latestVersion ?? 0) || written.isChanged);
}
