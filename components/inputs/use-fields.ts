'use client';

import { useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import { defaultText, type FieldSpec, parseField } from './input-field.ts';

/** What is wrong with the field of that name; null for what is about the whole form. */
export interface FieldProblem {
  field: string | null;
  message: string;
}

type ParsedFields = { values: JsonObject; problems: FieldProblem[] };

/** What is typed into the fields of a form that is generated from declared inputs or parameters. */
export interface Fields {
  specs: readonly [string, FieldSpec][];
  typed: Readonly<Record<string, string>>;
  setTyped: (name: string, value: string) => void;
  /** What is typed as values; fields that were left as they are give none. */
  parse: () => Promise<ParsedFields>;
}

/** `specs` must be those of the same thing for as long as the component is mounted; `given` stands for defaults. */
export function useFields(specs: readonly [string, FieldSpec][], given: JsonObject = {}): Fields {
  const [typed, setAll] = useState<Record<string, string>>(() =>
    Object.fromEntries(specs.map(([name, { input }]) => [name, defaultText(given[name] ?? input.default)])),
  );
  return {
    specs,
    typed,
    setTyped: (name, value) => setAll((before) => ({ ...before, [name]: value })),
    parse: () => parseAll(specs, typed),
  };
}

async function parseAll(
  specs: readonly [string, FieldSpec][],
  typed: Readonly<Record<string, string>>,
): Promise<ParsedFields> {
  const problems: FieldProblem[] = [];
  const values: JsonObject = {};
  for (const [name, spec] of specs) {
    const field = await parseField(spec, typed[name] ?? '');
    if (!field.ok) problems.push({ field: name, message: field.problem });
    else if (field.value !== undefined) values[name] = field.value;
  }
  return { values, problems };
}
