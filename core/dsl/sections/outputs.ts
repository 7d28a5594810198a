import type { PlanOutput } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import type { MapEntry, SyntaxNode } from '../safe-yaml/syntax.ts';
import { isNull, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';

const fields = { description: { kind: 'text' }, value: { kind: 'value', required: true } } satisfies Record<
  string,
  FieldRule
>;

export interface ReadOutputs {
  outputs: Record<string, PlanOutput>;
  /** The values as written, for the check of their functions. */
  values: SyntaxNode[];
}

/** Reads the sections `outputs` and `capabilities`. A value is required, and null counts as none (dsl.md section 11). */
export function readOutputs(
  entries: ReadonlyMap<string, MapEntry>,
  what: 'output' | 'capability',
  context: CompileContext,
): ReadOutputs {
  const outputs: [string, PlanOutput][] = [];
  const values: SyntaxNode[] = [];
  for (const entry of namedEntries(entries, `an ${what}`, context)) {
    const read = readFields(entry.value, { what: `${what} "${entry.key}"`, fields }, context);
    if (read === null) continue;
    const value = read.value?.value;
    if (value === undefined || isNull(value)) continue;
    const description = textOf(read.description?.value);
    values.push(value);
    outputs.push([entry.key, { ...(description === null ? {} : { description }), value: toJson(value) }]);
  }
  return { outputs: Object.fromEntries(outputs), values };
}
