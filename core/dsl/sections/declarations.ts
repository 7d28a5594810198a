import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isNull, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { primitives } from '../types/primitives.ts';
import type { PropertySchema } from '../types/property-schema.ts';
import { checkConstraintsAsWritten } from './constraints-as-written.ts';

/**
 * Reports what is wrong with what inputs, inputs of operations and parameters of workflows say about their values beyond
 * a type (dsl.md section 4): a type of items that cannot be (217, 218), constraints. `messages`: whether a constraint
 * may come with a message of its own.
 */
export function checkDeclaration(schema: PropertySchema, at: { messages: boolean }, context: CompileContext): void {
  checkItemType(schema, context);
  checkConstraintsAsWritten(schema, at, context);
}

/** The same for several declarations. */
export function checkDeclarations(
  schemas: ReadonlyMap<string, PropertySchema>,
  at: { messages: boolean },
  context: CompileContext,
): void {
  for (const schema of schemas.values()) checkDeclaration(schema, at, context);
}

/** A field of a declaration that is written and not empty. */
export function fieldOf(schema: PropertySchema, name: string): SyntaxNode | null {
  const { value } = schema.entry;
  const field = value.kind === 'map' ? value.entries.get(name)?.value : undefined;
  return field === undefined || isNull(field) ? null : field;
}

function checkItemType(schema: PropertySchema, { report }: CompileContext): void {
  const itemType = fieldOf(schema, 'item_type');
  if (itemType === null) return;
  const name = `"${schema.name}"`;
  if (schema.type !== 'list') {
    const detail = `${name} has an item_type, and its type is not list.`;
    report.error({ code: 218, detail, range: rangeOf(itemType) });
  } else if (!primitives.has(textOf(itemType) ?? '')) {
    const detail = `${name} has an item_type that is not built in.`;
    const hint = () => didYouMean(textOf(itemType) ?? '', primitives.keys());
    report.error({ code: 217, detail, range: rangeOf(itemType), hint });
  }
}
