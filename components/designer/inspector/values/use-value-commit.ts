'use client';

import type { Json } from '../../../../core/blueprint/json.ts';
import { usePerform } from './use-commit.ts';
import type { ValuePath } from './value-changes.ts';
import { useValueForm } from './value-form.ts';
import { changeValue } from './value-sink.ts';

/** Writes a value of the form around; `undefined` takes it away. */
export function useCommit(
  path: ValuePath,
  written: Json | undefined,
): (value: Json | undefined) => Promise<string | null> {
  const { sink } = useValueForm();
  const perform = usePerform();
  return (value) => perform(changeValue(sink, path, { before: written, after: value }));
}
