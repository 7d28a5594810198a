import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { type LanguageVersion, requireVersion } from '../language-version.ts';
import { isNull, keyRangeOf, type MapEntry, type MapNode, rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';

/**
 * What a field may hold. `any` and `value` keep an explicit null; for the others null means that the field is absent.
 * `value` is all but dates, which the language has no values for.
 */
export type FieldKind =
  | 'text'
  | 'scalar'
  | 'bool'
  | 'int'
  | 'number'
  | 'map'
  | 'list'
  | 'text-or-map'
  | 'value'
  | 'any';

export interface FieldRule {
  kind: FieldKind;
  /** Refused (102) in blueprints of an older version. */
  since?: LanguageVersion;
  /** Missing or null is an error (1). */
  required?: true;
}

/** A map with a fixed set of keys. */
export interface Shape<Field extends string> {
  /** Named in messages: `node template "web"`. */
  what: string;
  fields: Record<Field, FieldRule>;
}

export type Fields<Field extends string> = { readonly [Name in Field]?: MapEntry };

const article: Record<FieldKind, string> = {
  text: 'a text',
  scalar: 'a single value',
  bool: 'true or false',
  int: 'a whole number',
  number: 'a number',
  map: 'a map',
  list: 'a list',
  'text-or-map': 'a text or a map',
  value: 'a value other than a date',
  any: 'a value',
};

/**
 * The fields of a map whose keys are fixed, as far as they are well formed: what is wrong is reported (1 for shape and
 * unknown keys) and left out. Features newer than the blueprint are reported (102) and read all the same. Null when
 * `node` is not a map at all.
 */
export function readFields<Field extends string>(
  node: SyntaxNode,
  shape: Shape<Field>,
  context: CompileContext,
): Fields<Field> | null {
  const map = asMap(node, shape.what, context);
  if (map === null) return null;
  const fields: { [Name in Field]?: MapEntry } = {};
  for (const entry of map.entries.values()) {
    if (!isField(entry.key, shape.fields)) {
      reportUnknownKey(entry, shape, context);
    } else if (accepts(entry, shape, context)) {
      fields[entry.key as Field] = entry;
    }
  }
  reportMissing(map, { shape, fields }, context);
  return fields;
}

/** The map that `node` is; anything else is reported (1). Null counts as an empty map only where the caller says so. */
export function asMap(node: SyntaxNode, what: string, context: CompileContext): MapNode | null {
  if (node.kind === 'map') return node;
  context.report.error({
    code: 1,
    detail: `${capital(what)} must be a map, and this is ${inWords(node)}.`,
    range: rangeOf(node),
  });
  return null;
}

/** What a value is, in words. */
export function inWords(node: SyntaxNode): string {
  if (node.kind !== 'scalar') return article[node.kind];
  if (node.type === 'null') return 'empty';
  if (node.type === 'bool') return `the truth value ${String(node.value)}`;
  if (node.type === 'int' || node.type === 'float') return `the number ${String(node.value)}`;
  const text = String(node.value);
  if (node.type === 'timestamp') return `the date ${text}`;
  return `the text "${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

/** Whether a value is of a kind; null never is, except for `any`. */
export function isOfKind(node: SyntaxNode, kind: FieldKind): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'value':
      return node.kind !== 'scalar' || node.type !== 'timestamp';
    case 'map':
      return node.kind === 'map';
    case 'list':
      return node.kind === 'list';
    case 'text-or-map':
      return node.kind === 'map' || isText(node);
    case 'text':
      return isText(node);
    default:
      return node.kind === 'scalar' && scalarIsOfKind(node.type, kind);
  }
}

function scalarIsOfKind(type: string, kind: 'scalar' | 'bool' | 'int' | 'number'): boolean {
  if (kind === 'scalar') return type !== 'null';
  if (kind === 'number') return type === 'int' || type === 'float';
  return type === kind;
}

function isText(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.type === 'string';
}

function isField(key: string, fields: object): boolean {
  return Object.hasOwn(fields, key);
}

function accepts<Field extends string>(entry: MapEntry, shape: Shape<Field>, context: CompileContext): boolean {
  const rule = shape.fields[entry.key as Field];
  if (isNull(entry.value)) return rule.kind === 'any' || rule.kind === 'value';
  if (isOfKind(entry.value, rule.kind)) {
    if (rule.since !== undefined) requireVersion(entry, rule.since, context);
    return true;
  }
  context.report.error({
    code: 1,
    detail: `"${entry.key}" of ${shape.what} must be ${article[rule.kind]}, and this is ${inWords(entry.value)}.`,
    range: rangeOf(entry.value),
    hint:
      (rule.kind === 'text' || rule.kind === 'value') && entry.value.kind === 'scalar'
        ? 'Put the value in quotes.'
        : undefined,
  });
  return false;
}

function reportUnknownKey<Field extends string>(entry: MapEntry, shape: Shape<Field>, context: CompileContext): void {
  const names = Object.keys(shape.fields);
  context.report.error({
    code: 1,
    detail: `${capital(shape.what)} has no field "${entry.key}". Its fields are: ${names.join(', ')}.`,
    range: keyRangeOf(entry),
    hint: () => didYouMean(entry.key, names),
  });
}

function reportMissing<Field extends string>(
  map: MapNode,
  at: { shape: Shape<Field>; fields: Fields<Field> },
  context: CompileContext,
): void {
  for (const [name, rule] of Object.entries<FieldRule>(at.shape.fields)) {
    if (rule.required !== true || !isNull(map.entries.get(name)?.value)) continue;
    context.report.error({ code: 1, detail: `${capital(at.shape.what)} needs "${name}".`, range: rangeOf(map) });
  }
}

/** A sentence that starts with the name of something, which is written small elsewhere. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
