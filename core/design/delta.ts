import type { Design, DesignTypes } from './design.ts';

/** What is another in a design than in the one before: small to send, whatever the size of the blueprint. */
export type DesignDelta = Partial<Omit<Design, ListName | 'types'>> &
  Partial<Record<ListName, ListDelta>> & { types?: TypesDelta };

type ListName = (typeof lists)[number];

interface ListDelta {
  /** Names in their order; absent when it is as before. */
  order?: readonly string[];
  /** Those that are new or changed. */
  items: readonly unknown[];
}

type TypeKind = Exclude<keyof DesignTypes, 'plugins'>;

type TypesDelta = { plugins: readonly string[] } & Record<TypeKind, ListDelta>;

const lists = [
  ...(['nodes', 'groups', 'policies', 'inputs', 'outputs', 'capabilities'] as const),
  ...(['labels', 'blueprintLabels'] as const),
] as const;
const plain = ['version', 'description', 'imports', 'secrets'] as const;
const kinds: readonly TypeKind[] = ['nodes', 'relationships', 'data', 'policies'];

type Named = { id: string } | { name: string };

function nameOf(item: Named): string {
  return 'id' in item ? item.id : item.name;
}

/** What leads from `before` to `after`; `before` null: everything. Null when nothing is another. */
export function diffDesign(before: Design | null, after: Design): DesignDelta | null {
  const delta: Record<string, unknown> = {};
  for (const name of plain) if (!isSame(before?.[name], after[name])) delta[name] = after[name];
  for (const name of lists) {
    const change = diffList(before?.[name] ?? null, after[name]);
    if (change !== null) delta[name] = change;
  }
  const types = diffTypes(before?.types ?? null, after.types);
  if (types !== null) delta['types'] = types;
  return Object.keys(delta).length === 0 ? null : (delta as DesignDelta);
}

function isSame(before: unknown, after: unknown): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

function diffList(before: readonly Named[] | null, after: readonly Named[]): ListDelta | null {
  if (before === after) return null;
  const known = new Map((before ?? []).map((item) => [nameOf(item), item]));
  const items = after.filter((item) => !isSame(known.get(nameOf(item)), item));
  const order = after.map(nameOf);
  const sameOrder =
    before !== null && order.length === before.length && before.every((item, at) => nameOf(item) === order[at]);
  if (sameOrder && items.length === 0) return null;
  return { ...(sameOrder ? {} : { order }), items };
}

function diffTypes(before: DesignTypes | null, after: DesignTypes): TypesDelta | null {
  if (before === after) return null;
  const changes = kinds.map((kind) => {
    const known = before === null ? null : Object.values(before[kind]);
    return [kind, diffList(known, Object.values(after[kind]))] as const;
  });
  if (changes.every(([, change]) => change === null) && isSame(before?.plugins, after.plugins)) return null;
  const none: ListDelta = { items: [] };
  const written = changes.map(([kind, change]) => [kind, change ?? none]);
  return { plugins: after.plugins, ...Object.fromEntries(written) };
}

/** The design after the delta; what did not change are the same objects as in `before`. */
export function applyDelta(before: Design | null, delta: DesignDelta | null): Design | null {
  if (delta === null) return before;
  const design: Record<string, unknown> = { ...before };
  for (const name of plain) if (delta[name] !== undefined) design[name] = delta[name];
  for (const name of lists) {
    const change = delta[name];
    if (change !== undefined) design[name] = applyList(before?.[name] ?? [], change);
  }
  if (delta.types !== undefined) design['types'] = applyTypes(before?.types ?? null, delta.types);
  return design as unknown as Design;
}

function applyList(before: readonly Named[], { order, items }: ListDelta): Named[] {
  const known = new Map([...before, ...(items as readonly Named[])].map((item) => [nameOf(item), item]));
  return (order ?? before.map(nameOf)).flatMap((name) => known.get(name) ?? []);
}

function applyTypes(before: DesignTypes | null, { plugins, ...changes }: TypesDelta): DesignTypes {
  const types = kinds.map((kind) => {
    const known = before === null ? [] : Object.values(before[kind]);
    const { order, items } = changes[kind];
    if (order === undefined && items.length === 0 && before !== null) return [kind, before[kind]];
    return [kind, Object.fromEntries(applyList(known, changes[kind]).map((type) => [nameOf(type), type]))];
  });
  return { plugins, ...Object.fromEntries(types) };
}
