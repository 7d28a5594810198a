import type { DesignNode } from '../../../core/design/design.ts';

/** These nodes with all that they need, directly or through others (`up`), or all that needs them (`down`). */
export function stream(nodes: readonly DesignNode[], ids: readonly string[], way: 'up' | 'down'): string[] {
  const known = new Set(nodes.map(({ id }) => id));
  const pairs = nodes.flatMap(({ id, relationships }) =>
    relationships.map(({ target }) => (way === 'up' ? ([id, target] as const) : ([target, id] as const))),
  );
  const links = Map.groupBy(pairs, ([from]) => from);
  const found = new Set(ids);
  for (const id of found) for (const [, next] of links.get(id) ?? []) if (known.has(next)) found.add(next);
  return [...found];
}

/** All nodes of the types of these. */
export function ofSameType(nodes: readonly DesignNode[], ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const types = new Set(nodes.filter(({ id }) => chosen.has(id)).map(({ type }) => type));
  return nodes.filter(({ type }) => types.has(type)).map(({ id }) => id);
}
