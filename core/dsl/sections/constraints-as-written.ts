import type { DslCode } from '../../diagnostics/codes.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { requireVersion } from '../language-version.ts';
import { compilePattern } from '../patterns/python-pattern.ts';
import { isNull, keyRangeOf, type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import type { PropertySchema } from '../types/property-schema.ts';

/** What a constraint's argument must be. */
interface Argument {
  noun: string;
  accepts(node: SyntaxNode): boolean;
}

const isNumber = (node: SyntaxNode): boolean =>
  node.kind === 'scalar' && (node.type === 'int' || node.type === 'float');
const number: Argument = { noun: 'a number', accepts: isNumber };
const range: Argument = {
  noun: 'a list of two numbers',
  accepts: (node) => node.kind === 'list' && node.items.length === 2 && node.items.every(isNumber),
};
const list: Argument = { noun: 'a list', accepts: (node) => node.kind === 'list' };
const text: Argument = { noun: 'a text', accepts: (node) => textOf(node) !== null };
const map: Argument = { noun: 'a map', accepts: (node) => node.kind === 'map' };

/** Constraints by name (dsl.md section 4). The last five are about things of the product. */
const constraints: ReadonlyMap<string, Argument> = new Map([
  ['equal', number],
  ['greater_than', number],
  ['greater_or_equal', number],
  ['less_than', number],
  ['less_or_equal', number],
  ['in_range', range],
  ['valid_values', list],
  ['length', number],
  ['min_length', number],
  ['max_length', number],
  ['pattern', text],
  ['filter_id', text],
  ['labels', list],
  ['tenants', list],
  ['name_pattern', map],
  ['deployment_id', text],
]);

const messageKey = 'error_message';

/**
 * Reports what is wrong with the `constraints` of an input or parameter: entries that are no maps (1), unknown or
 * several names (103, 102), arguments they cannot have (212), patterns that cannot be matched (9041).
 */
export function checkConstraintsAsWritten(
  schema: PropertySchema,
  { messages }: { messages: boolean },
  context: CompileContext,
): void {
  const written = schema.entry.value.kind === 'map' ? schema.entry.value.entries.get('constraints')?.value : undefined;
  if (written?.kind !== 'list') return;
  for (const item of written.items) {
    if (item.kind === 'map') checkConstraint(item.entries, { item, schema, messages }, context);
    else reportMalformed(1, { item, schema, messages }, context);
  }
}

interface Place {
  item: SyntaxNode;
  schema: PropertySchema;
  messages: boolean;
}

function checkConstraint(entries: ReadonlyMap<string, MapEntry>, at: Place, context: CompileContext): void {
  const [first, second] = entries.values();
  if (second !== undefined && !allowSeveral(second, at, context)) return;
  const entry = [...entries.values()].find(({ key }) => key !== messageKey);
  if (first === undefined || entry === undefined) {
    reportMalformed(103, at, context);
    return;
  }
  const argument = constraints.get(entry.key);
  if (argument === undefined) reportUnknown(entry, at, context);
  else checkArgument(entry, { ...at, argument }, context);
}

function allowSeveral(second: MapEntry, at: Place, context: CompileContext): boolean {
  if (at.messages && context.validateVersion) return requireVersion(second, 5, context);
  reportMalformed(103, at, context);
  return false;
}

function checkArgument(entry: MapEntry, at: Place & { argument: Argument }, context: CompileContext): void {
  const { value } = entry;
  if (isFunctionNode(value)) return;
  const where = `The constraint "${entry.key}" of "${at.schema.name}"`;
  const report = (code: DslCode, detail: string, hint?: string) =>
    context.report.error({ code, detail, range: rangeOf(value), hint });
  if (!at.argument.accepts(value)) {
    report(212, `${where} needs ${at.argument.noun}, and this is ${isNull(value) ? 'empty' : inWords(value)}.`);
    return;
  }
  const pattern = entry.key === 'pattern' ? compilePattern(textOf(value) ?? '') : null;
  if (pattern === null || pattern.ok) return;
  if (pattern.python) report(212, `${where} needs a regular expression. ${pattern.problem}`);
  else report(9041, `${where} cannot be matched. ${pattern.problem}`);
}

function reportUnknown(entry: MapEntry, { schema }: Place, context: CompileContext): void {
  context.report.error({
    code: 103,
    detail: `"${schema.name}" has the constraint "${entry.key}", which does not exist.`,
    range: keyRangeOf(entry),
    hint: () => didYouMean(entry.key, constraints.keys()) ?? `Constraints are: ${[...constraints.keys()].join(', ')}.`,
  });
}

function reportMalformed(code: 1 | 103, { item, schema }: Place, context: CompileContext): void {
  const detail = `A constraint of "${schema.name}" must be a map with one constraint.`;
  context.report.error({ code, detail, range: rangeOf(item), hint: 'For example: { in_range: [1, 10] }.' });
}
