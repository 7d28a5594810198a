'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../api/api.ts';
import { useDesign } from '../document/use-designer.ts';
import { type PaletteType, paletteTypes } from './palette-types.ts';

const none: readonly never[] = [];

/** All node types that can be placed; null until the blueprint was read. */
export function usePaletteTypes(): readonly PaletteType[] | null {
  const api = useApi();
  const types = useDesign()?.types ?? null;
  // Without an answer, the types that the blueprint has are there all the same.
  const { data = none } = useQuery(api.catalogue.importable.queryOptions(undefined, { staleTime: Infinity }));
  return useMemo(() => (types === null ? null : paletteTypes(types, data)), [types, data]);
}
