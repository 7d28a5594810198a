'use client';

import { useCallback } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { Intent } from '../../../../core/dsl/edit/intent.ts';
import { useDesignerDocument } from '../../document/use-designer.ts';
import type { ValuePath } from './value-changes.ts';
import { useValueForm } from './value-form.ts';
import { changeValue } from './value-sink.ts';

/** Carries intents out as one step; tells why it cannot be, null when it was. */
export function usePerform(): (intents: readonly Intent[], label?: string) => Promise<string | null> {
  const document = useDesignerDocument();
  return useCallback(
    async (intents, label) => {
      if (intents.length === 0) return null;
      const outcome = await document.perform(intents, label === undefined ? {} : { label });
      return outcome.ok ? null : outcome.reason;
    },
    [document],
  );
}

/** Writes a value of the form around; `undefined` takes it away. */
export function useCommit(
  path: ValuePath,
  written: Json | undefined,
): (value: Json | undefined) => Promise<string | null> {
  const { sink } = useValueForm();
  const perform = usePerform();
  return (value) => perform(changeValue(sink, path, { before: written, after: value }));
}
