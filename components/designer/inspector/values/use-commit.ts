'use client';

import { useCallback } from 'react';
import type { Intent } from '../../../../core/dsl/edit/intent.ts';
import { useDesignerDocument } from '../../document/use-designer.ts';

/** Carries intents out as one step; tells why it cannot be, null when it was. */
export function usePerform(): (intents: readonly Intent[], label?: string) => Promise<string | null> {
  const document = useDesignerDocument();
  // Intents name things as they are called in this drawing of the form; a value may be read for a while before it is taken.
  const { renames: known } = document;
  return useCallback(
    async (intents, label) => {
      if (intents.length === 0) return null;
      const outcome = await document.perform(intents, { known, ...(label !== undefined && { label }) });
      return outcome.ok ? null : outcome.reason;
    },
    [document, known],
  );
}
