import type { LanguageVersion } from '../language-version.ts';
import { isPythonPattern } from '../patterns/python-pattern.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import { type PrimitiveName, primitiveNames } from './primitive-names.ts';

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

/** The name of a thing of the product. It takes any value, as in the reference; what is named is checked when it is used. */
const id: Primitive = { noun: 'a name', since: 4, accepts: anything };

const byName: Record<PrimitiveName, Primitive> = {
  string: { noun: 'a text', since: 0, accepts: anything },
  integer: { noun: 'a whole number', since: 0, accepts: scalarOf('int') },
  float: { noun: 'a number', since: 0, accepts: scalarOf('int', 'float') },
  boolean: { noun: 'true or false', since: 0, accepts: scalarOf('bool') },
  list: { noun: 'a list', since: 0, accepts: (node) => node.kind === 'list' },
  dict: { noun: 'a map', since: 0, accepts: (node) => node.kind === 'map' },
  regex: { noun: 'a regular expression', since: 0, accepts: isRegularExpression },
  textarea: { noun: 'a text', since: 0, accepts: anything },
  blueprint_id: id,
  deployment_id: id,
  capability_value: id,
  scaling_group: id,
  node_id: id,
  node_type: id,
  node_instance: id,
  secret_key: id,
  operation_name: { noun: 'a name', since: 5, accepts: anything },
};

export const primitives: ReadonlyMap<string, Primitive> = new Map(primitiveNames.map((name) => [name, byName[name]]));

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
