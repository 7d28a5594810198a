import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { requireVersion } from '../language-version.ts';
import { keyRangeOf, type MapEntry, rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';
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
const anything: Argument = { noun: 'a value', accepts: () => true };
const range: Argument = {
  noun: 'a list of two numbers',
  accepts: (node) => node.kind === 'list' && node.items.length === 2 && node.items.every(isNumber),
};
const list: Argument = { noun: 'a list', accepts: (node) => node.kind === 'list' };
const pattern: Argument = {
  noun: 'a regular expression',
  accepts: (node) => node.kind === 'scalar' && node.type === 'string' && isRegularExpression(String(node.value)),
};

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
  ['pattern', pattern],
  ['filter_id', anything],
  ['labels', list],
  ['tenants', list],
  ['name_pattern', anything],
  ['deployment_id', anything],
]);

const messageKey = 'error_message';

/** Reports unknown constraints (103) and arguments they cannot have (212). */
export function checkConstraintsAsWritten(schema: PropertySchema, context: CompileContext): void {
  const written = schema.entry.value.kind === 'map' ? schema.entry.value.entries.get('constraints')?.value : undefined;
  if (written?.kind !== 'list') return;
  for (const item of written.items) {
    if (item.kind === 'map') checkConstraint(item.entries, { item, schema }, context);
    else reportMalformed(item, schema, context);
  }
}

function checkConstraint(
  entries: ReadonlyMap<string, MapEntry>,
  at: { item: SyntaxNode; schema: PropertySchema },
  context: CompileContext,
): void {
  const [entry, ...more] = [...entries.values()].toSorted((a, b) => rank(a) - rank(b));
  const [second] = more;
  if (second !== undefined) requireVersion(second, 5, context);
  if (entry === undefined || entry.key === messageKey) {
    reportMalformed(at.item, at.schema, context);
    return;
  }
  const argument = constraints.get(entry.key);
  if (argument === undefined) {
    context.report.error({
      code: 103,
      detail: `The input "${at.schema.name}" has the constraint "${entry.key}", which does not exist.`,
      range: keyRangeOf(entry),
      hint: () =>
        didYouMean(entry.key, constraints.keys()) ?? `Constraints are: ${[...constraints.keys()].join(', ')}.`,
    });
  } else if (!isFunctionNode(entry.value) && !argument.accepts(entry.value)) {
    const detail = `The constraint "${entry.key}" of the input "${at.schema.name}" needs ${argument.noun}, and this is ${inWords(entry.value)}.`;
    context.report.error({ code: 212, detail, range: rangeOf(entry.value) });
  }
}

/** The message comes after the constraint it belongs to. */
function rank(entry: MapEntry): number {
  return entry.key === messageKey ? 1 : 0;
}

function reportMalformed(item: SyntaxNode, schema: PropertySchema, context: CompileContext): void {
  const detail = `A constraint of the input "${schema.name}" must be a map with one constraint.`;
  context.report.error({ code: 103, detail, range: rangeOf(item), hint: 'For example: { in_range: [1, 10] }.' });
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
