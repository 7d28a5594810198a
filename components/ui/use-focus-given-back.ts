'use client';

import { useCallback, useState } from 'react';

/** What a dialog that nobody's trigger opened does when it closes: what had the focus before has it again. */
export function useFocusGivenBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return useCallback(
    (event) => {
      event.preventDefault();
      // Who was led elsewhere meanwhile stays there.
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
