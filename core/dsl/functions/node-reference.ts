import { didYouMean } from '../../diagnostics/nearest.ts';
import { type ListNode, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import type { CheckSite, NodeScope } from './definition.ts';
import { FunctionFault } from './fault.ts';
import type { FunctionName } from './names.ts';

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

/** Checks `[node, name, ...]` as written; returns the list when it can be evaluated. */
export function checkNodeReference(name: FunctionName, args: SyntaxNode, site: CheckSite): ListNode | null {
  if (args.kind !== 'list' || args.items.length < 2) {
    const detail = `${name} needs a list of a node (or SELF, SOURCE, TARGET) and at least one name, and this is ${inWords(args)}.`;
    site.problem(9032, args, { detail, hint: `For example: { ${name}: [web, port] }.` });
    return null;
  }
  const node = args.items[0];
  const text = textOf(node);
  if (node === undefined || text === null) return args;
  const key = scopeKey(text);
  if (key !== null) {
    if (site.scope[key] !== undefined) return args;
    site.problem(9034, node, { detail: misuse(text) });
    return null;
  }
  if (site.nodes.has(text)) return args;
  site.problem(9033, node, {
    detail: `${name} refers to the node "${text}", and the blueprint has no such node template.`,
    hint: () => didYouMean(text, site.nodes.keys()),
  });
  return null;
}

function misuse(word: string): string {
  const where = word === 'SELF' ? 'in the properties and operations of a node' : 'in the operations of a relationship';
  return `${word} has a meaning only ${where}.`;
}
