import type { LanguageVersion } from '../language-version.ts';
import { isPythonPattern } from '../patterns/python-pattern.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';

/** A type that is built into the language. */
interface Primitive {
  /** What a value of it is called in messages. */
  noun: string;
  since: LanguageVersion;
  accepts(node: SyntaxNode): boolean;
}

const anything = () => true;

function scalarOf(...types: string[]): (node: SyntaxNode) => boolean {
  return (node) => node.kind === 'scalar' && types.includes(node.type);
}

/** Names of things of the product. They take any value, as in the reference; what is named is checked when it is used. */
const idTypes = [
  'blueprint_id',
  'deployment_id',
  'capability_value',
  'scaling_group',
  'node_id',
  'node_type',
  'node_instance',
  'secret_key',
];

export const primitives: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['string', { noun: 'a text', since: 0, accepts: anything }],
  ['integer', { noun: 'a whole number', since: 0, accepts: scalarOf('int') }],
  ['float', { noun: 'a number', since: 0, accepts: scalarOf('int', 'float') }],
  ['boolean', { noun: 'true or false', since: 0, accepts: scalarOf('bool') }],
  ['list', { noun: 'a list', since: 0, accepts: (node) => node.kind === 'list' }],
  ['dict', { noun: 'a map', since: 0, accepts: (node) => node.kind === 'map' }],
  ['regex', { noun: 'a regular expression', since: 0, accepts: isRegularExpression }],
  ['textarea', { noun: 'a text', since: 0, accepts: anything }],
  ...idTypes.map((name): [string, Primitive] => [name, { noun: 'a name', since: 4, accepts: anything }]),
  ['operation_name', { noun: 'a name', since: 5, accepts: anything }],
]);

/** Whether a value fits a built-in type (dsl.md section 4); null when there is no such type. */
export function fitsPrimitive(node: SyntaxNode, type: string): boolean | null {
  return primitives.get(type)?.accepts(node) ?? null;
}

/** How a value of the type is called in messages. */
export function nounOfType(type: string): string {
  return primitives.get(type)?.noun ?? `a map as "${type}" describes it`;
}

function isRegularExpression(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.type === 'string' && isPythonPattern(String(node.value));
}
