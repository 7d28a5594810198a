import { didYouMean } from '../../diagnostics/nearest.ts';
import { orderByNeeds } from '../../graph/cycles.ts';
import type { CompileContext } from '../context.ts';
import { keyRangeOf, type MapEntry, rangeOf } from '../safe-yaml/syntax.ts';

/** Something that may be derived from another of its kind. */
export interface Derivable {
  name: string;
  /** The `derived_from` field, when there is one. */
  parent: MapEntry | null;
  entry: MapEntry;
}

/** Steps from a type to its root. */
const longestChain = 200;

export interface Lineage<T extends Derivable> {
  /** Parents before children; those in a circle of inheritance, or derived from one, at the end and without parents. */
  ordered: T[];
  /** Null for a root, and where the parent is unknown or part of a circle. */
  parentOf(type: T): T | null;
  /** Root first, own name last. */
  hierarchyOf(type: T): string[];
}

/** Sorts types by inheritance; reports unknown parents (103) and circles (100). */
export function readLineage<T extends Derivable>(
  types: ReadonlyMap<string, T>,
  what: string,
  context: CompileContext,
): Lineage<T> {
  const needs = new Map([...types.values()].map((type) => [type.name, parentNames(type)]));
  for (const type of types.values()) reportUnknownParent(type, { types, what }, context);
  const { order, cycles } = orderByNeeds(needs);
  for (const cycle of cycles) reportCycle(cycle, { types, what }, context);
  const sound = new Set(withoutLongChains(order, { types, what }, context));
  const broken = [...types.values()].filter((type) => !sound.has(type.name));
  const ordered = [...order.map((name) => types.get(name)).filter((type) => type !== undefined), ...broken];
  const hierarchies = new Map<string, string[]>();
  const parentOf = (type: T) => (sound.has(type.name) ? (types.get(parentNames(type)[0] ?? '') ?? null) : null);
  for (const type of ordered) {
    hierarchies.set(type.name, [...(hierarchies.get(parentOf(type)?.name ?? '') ?? []), type.name]);
  }
  return { ordered, parentOf, hierarchyOf: (type) => hierarchies.get(type.name) ?? [type.name] };
}

/** Types at the end of very long chains count as broken: what they inherit grows with each step. */
function withoutLongChains<T extends Derivable>(
  order: readonly string[],
  at: { types: ReadonlyMap<string, T>; what: string },
  context: CompileContext,
): string[] {
  const lengths = new Map<string, number>();
  return order.filter((name) => {
    const type = at.types.get(name);
    if (type === undefined) return false;
    const length = 1 + (lengths.get(parentNames(type)[0] ?? '') ?? 0);
    lengths.set(name, length);
    if (length === longestChain + 1) {
      const detail = `The ${at.what} "${name}" is derived through more than ${longestChain} others.`;
      context.report.error({ code: 9002, detail, range: keyRangeOf(type.entry) });
    }
    return length <= longestChain;
  });
}

function parentNames(type: Derivable): string[] {
  const value = type.parent?.value;
  return value?.kind === 'scalar' ? [String(value.value)] : [];
}

function reportUnknownParent<T extends Derivable>(
  type: T,
  at: { types: ReadonlyMap<string, T>; what: string },
  context: CompileContext,
): void {
  const [parent] = parentNames(type);
  if (parent === undefined || type.parent === null || at.types.has(parent)) return;
  context.report.error({
    code: 103,
    detail: `The ${at.what} "${type.name}" is derived from "${parent}", which is not defined.`,
    range: rangeOf(type.parent.value),
    hint: () => didYouMean(parent, at.types.keys()) ?? missingImportHint(parent),
  });
}

/** Names of built-in types are usually unknown because the file with them is not imported. */
export function missingImportHint(name: string): string | undefined {
  return name.startsWith('cloudify.') ? 'Add "cloudify/types/types.yaml" to the imports.' : undefined;
}

function reportCycle<T extends Derivable>(
  cycle: string[],
  at: { types: ReadonlyMap<string, T>; what: string },
  context: CompileContext,
): void {
  const type = at.types.get(cycle[0] ?? '');
  if (type === undefined) return;
  context.report.error({
    code: 100,
    detail: `The ${at.what} "${type.name}" is derived from itself: ${[...cycle, type.name].join(' -> ')}.`,
    range: rangeOf(type.parent?.value ?? type.entry.value),
  });
}
