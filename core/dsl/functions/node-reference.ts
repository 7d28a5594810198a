import type { Json } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { unfitSteps } from './arguments.ts';
import type { CallProblem, CheckSite, NodeScope } from './definition.ts';
import { FunctionFault } from './fault.ts';
import type { FunctionName } from './names.ts';
import { readSteps, type Step } from './path.ts';

const scopeNames = { SELF: 'self', SOURCE: 'source', TARGET: 'target' } as const;

/** The scope key that SELF, SOURCE or TARGET stand for; null for the name of a node. */
export function scopeKey(name: string): 'self' | 'source' | 'target' | null {
  return Object.hasOwn(scopeNames, name) ? scopeNames[name as keyof typeof scopeNames] : null;
}

/** The node template that a function's first argument names. Raises a fault when the word has no meaning there. */
export function nodeNameOf(name: string, scope: NodeScope): string {
  const key = scopeKey(name);
  if (key === null) return name;
  const node = scope[key];
  if (node === undefined) throw new FunctionFault(9034, misuse(name));
  return node;
}

/** What is wrong with the form of `[node, name, ...]`. */
export function unfitReference(name: FunctionName, args: Json): CallProblem | null {
  const usage = `${name} needs a list of a node (or SELF, SOURCE, TARGET) and of keys and positions, the first one being a name.`;
  const problem = unfitSteps(args, { least: 2, usage });
  return problem === null ? null : { ...problem, hint: `For example: { ${name}: [web, port] }.` };
}

/** What is wrong with the node that a call refers to: there is none of that name, or the word has no meaning here. */
export function unknownNode(name: FunctionName, node: Json | undefined, site: CheckSite): CallProblem | null {
  const text = String(node);
  const key = scopeKey(text);
  if (key !== null) return site.scope[key] === undefined ? { code: 9034, detail: misuse(text), at: 0 } : null;
  if (site.nodes.has(text)) return null;
  return {
    code: 9033,
    detail: `${name} refers to the node "${text}", and the blueprint has no such node template.`,
    hint: () => didYouMean(text, site.nodes.keys()),
    at: 0,
  };
}

/** The node and the path of evaluated arguments. Raises a fault when they are none. */
export function readReference(name: FunctionName, args: Json): { node: string; path: Step[] } {
  const [node, ...rest] = Array.isArray(args) ? args : [];
  const path = readSteps(rest);
  if (node !== undefined && typeof node !== 'object' && path !== null && path.length > 0) {
    return { node: String(node), path };
  }
  throw new FunctionFault(9031, `${name} needs the name of a node, and keys or positions.`);
}

function misuse(word: string): string {
  const where = word === 'SELF' ? 'in the properties and operations of a node' : 'in the operations of a relationship';
  return `${word} has a meaning only ${where}.`;
}
