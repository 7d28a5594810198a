import {
  type ListNode,
  type MapEntry,
  type MapNode,
  mapNode,
  type SyntaxNode,
  stringNode,
} from '../safe-yaml/syntax.ts';
import { primitives } from '../types/primitives.ts';
import { namespaceMark } from './namespaced-name.ts';

/** Names with this prefix belong to the built-in types: never namespaced, and the later file wins without a conflict. */
export const builtInPrefix = 'cloudify.';

/** Rewrites one value for a namespace. Gives the same node back when there is nothing to rewrite. */
export type Rewrite = (node: SyntaxNode, namespace: string) => SyntaxNode;

/** `ns--name`. */
export function inNamespace(namespace: string, name: string): string {
  return `${namespace}${namespaceMark}${name}`;
}

/** The namespace of what is imported under `inner` by a file that has the namespace `outer` itself. */
export function nestedNamespace(outer: string | null, inner: string | null): string | null {
  return outer === null || inner === null ? (outer ?? inner) : inNamespace(outer, inner);
}

/** The entry of a section with its name in the namespace; names of built-in things stay. */
export function renamed(entry: MapEntry, namespace: string): MapEntry {
  if (entry.keyType !== 'string' || entry.key.startsWith(builtInPrefix)) return entry;
  return { ...entry, key: inNamespace(namespace, entry.key) };
}

/** A value that stays as it is, whatever it says. */
export const kept: Rewrite = (node) => node;

/**
 * A value that may be a call or hold calls: a map is searched for them, a single text or list is not (dsl.md section 3).
 */
export const value: Rewrite = (node, namespace) => (node.kind === 'map' ? calls(node, namespace) : node);

/** A text that refers to something by name, unless it is a built-in type; a map is a value with calls. */
export const reference: Rewrite = (node, namespace) => {
  if (node.kind !== 'scalar' || node.type !== 'string') return value(node, namespace);
  const text = String(node.value);
  const builtIn = primitives.has(text) || text.startsWith(builtInPrefix);
  return builtIn ? node : stringNode(inNamespace(namespace, text), node);
};

/** An implementation or mapping: a plugin's function or a script. A script written in place refers to nothing. */
export const implementation: Rewrite = (node, namespace) =>
  node.kind === 'scalar' && String(node.value).trim().includes('\n') ? node : reference(node, namespace);

/** A map with known keys; what stands below others stays. */
export function fields(rules: Readonly<Record<string, Rewrite>>): Rewrite {
  return (node, namespace) =>
    mapped(node, (entry) => {
      const rule = Object.hasOwn(rules, entry.key) ? rules[entry.key] : undefined;
      return rule === undefined ? entry : withValue(entry, rule(entry.value, namespace));
    });
}

/** A map of things by names of their own, which stay. */
export function each(rule: Rewrite): Rewrite {
  return (node, namespace) => mapped(node, (entry) => withValue(entry, rule(entry.value, namespace)));
}

/** A map of things whose names are put into the namespace. */
export function eachRenamed(rule: Rewrite): Rewrite {
  return (node, namespace) =>
    mapped(node, (entry) => renamed(withValue(entry, rule(entry.value, namespace)), namespace));
}

/** A list; anything else stays. */
export function items(rule: Rewrite): Rewrite {
  return (node, namespace) =>
    node.kind === 'list'
      ? withItems(
          node,
          node.items.map((item) => rule(item, namespace)),
        )
      : node;
}

/** One rule after the other. */
export function both(first: Rewrite, second: Rewrite): Rewrite {
  return (node, namespace) => second(first(node, namespace), namespace);
}

/** Functions whose first argument names a node. */
const nodeFunctions = new Set(['get_property', 'get_attribute']);
const ownNode = new Set(['SELF', 'SOURCE', 'TARGET']);

/** Calls in maps and lists below `node`, found by the function's key alone, as the reference does. */
function calls(node: SyntaxNode, namespace: string): SyntaxNode {
  if (node.kind === 'list') {
    return withItems(
      node,
      node.items.map((item) => calls(item, namespace)),
    );
  }
  return mapped(node, (entry) => {
    const inner = calls(entry.value, namespace);
    if (entry.key === 'get_input') return withValue(entry, inputArgument(inner, namespace));
    return withValue(entry, nodeFunctions.has(entry.key) ? nodeArgument(inner, namespace) : inner);
  });
}

function inputArgument(args: SyntaxNode, namespace: string): SyntaxNode {
  if (args.kind === 'scalar') return stringNode(inNamespace(namespace, String(args.value)), args);
  return args.kind === 'list' ? withFirst(args, namespace) : args;
}

function nodeArgument(args: SyntaxNode, namespace: string): SyntaxNode {
  if (args.kind !== 'list') return args;
  const [node] = args.items;
  return node?.kind === 'scalar' && ownNode.has(String(node.value)) ? args : withFirst(args, namespace);
}

function withFirst(list: ListNode, namespace: string): ListNode {
  const [first, ...rest] = list.items;
  if (first?.kind !== 'scalar' || first.type !== 'string') return list;
  return { ...list, items: [stringNode(inNamespace(namespace, String(first.value)), first), ...rest] };
}

function mapped(node: SyntaxNode, change: (entry: MapEntry) => MapEntry): SyntaxNode {
  if (node.kind !== 'map') return node;
  let changed = false;
  const entries = new Map<string, MapEntry>();
  for (const entry of node.entries.values()) {
    const next = change(entry);
    if (next !== entry) changed = true;
    entries.set(next.key, next);
  }
  return changed ? (mapNode(entries, node) satisfies MapNode) : node;
}

function withValue(entry: MapEntry, next: SyntaxNode): MapEntry {
  return next === entry.value ? entry : { ...entry, value: next };
}

function withItems(list: ListNode, next: SyntaxNode[]): ListNode {
  return next.some((item, index) => item !== list.items[index]) ? { ...list, items: next } : list;
}
