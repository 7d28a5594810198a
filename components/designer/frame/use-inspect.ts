'use client';

import { useCallback } from 'react';
import { focusOnceThere } from './focus.ts';
import { useViews } from './use-views.ts';

/** Leads to the inspector's first field, or to the field of the name; where it is not in view it is shown first. */
export function useInspect(): (what?: keyof typeof fields) => true {
  const { isNarrow, isTight, choose } = useViews();
  return useCallback(
    (what = isNarrow ? 'tabs' : 'first') => {
      if (isNarrow || isTight) void choose({ pane: 'inspector' });
      focusOnceThere(`section[aria-label=Inspector] :is(${fields[what]})`);
      return true;
    },
    [isNarrow, isTight, choose],
  );
}

const tab = '[role=tab][aria-selected=true]';
const fields = {
  first: `input:not([type=hidden]), ${tab}, button`,
  // A field would bring up the keyboard of a phone, over what is to be read.
  tabs: `${tab}, button`,
  name: '[data-naming] input',
} as const;
