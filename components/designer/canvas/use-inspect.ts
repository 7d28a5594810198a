'use client';

import { useCallback } from 'react';
import { useViews } from '../frame/use-views.ts';

/** Leads from the canvas to the inspector, which in a narrow window takes the place of the canvas. */
export function useInspect(): () => true {
  const { isNarrow, choose } = useViews();
  return useCallback(() => {
    if (isNarrow) void choose({ pane: 'inspector' });
    else document.querySelector<HTMLElement>(`section[aria-label=Inspector] :is(${fields})`)?.focus();
    return true;
  }, [isNarrow, choose]);
}

const fields = 'input:not([type=hidden]), [role=tab][aria-selected=true], button';
