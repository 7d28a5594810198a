'use client';

import { useMemo } from 'react';
import { primitiveNames } from '../../../core/dsl/types/primitive-names.ts';
import { useDesigner } from '../document/use-designer.ts';

/** Names of types that may be written: of values ("data", the built-in ones first), nodes or relationships. */
export function useTypeNames(of: 'data' | 'nodes' | 'relationships' | 'policies'): readonly string[] {
  const types = useDesigner(({ analysis }) => analysis.design?.types[of]);
  return useMemo(() => {
    const names = Object.keys(types ?? {}).sort();
    return of === 'data' ? [...primitiveNames, ...names] : names;
  }, [types, of]);
}
