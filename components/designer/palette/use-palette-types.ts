'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../api/api.ts';
import { useDesign } from '../document/use-designer.ts';
import { useIsDrawn } from '../frame/use-is-drawn.ts';
import { type PaletteType, paletteTypes } from './palette-types.ts';

const none: readonly never[] = [];

/** All node types that can be placed; null until the blueprint was read and drawn, and the product's own are known. */
export function usePaletteTypes(): readonly PaletteType[] | null {
  const api = useApi();
  const types = useDesign()?.types ?? null;
  const enabled = useIsDrawn();
  const options = api.catalogue.importable.queryOptions(undefined, { staleTime: Infinity, enabled });
  const { data = none, isPending, failureCount, fetchStatus } = useQuery(options);
  // They are shown together, or names of groups would change. Without an answer, those that the blueprint has are there.
  const isWaiting = isPending && failureCount === 0 && fetchStatus !== 'paused';
  return useMemo(() => (types === null || isWaiting ? null : paletteTypes(types, data)), [types, isWaiting, data]);
}
