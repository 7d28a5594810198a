import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { OverrideContext } from './late-values.ts';
import type { OverrideProblem } from './override-fault.ts';

/** What a path leads to, or why it leads nowhere. */
export type Reached = { ok: true; value: Json } | { ok: false; problem: OverrideProblem };

type Step = { kind: 'name'; name: string } | { kind: 'item'; key: string | number };

/** `name`, `.name`, `["key"]`, `['key']`, `[0]`. */
const step = /\s*(?:(\.?)\s*([A-Za-z_]\w*)|\[\s*(?:"([^"]*)"|'([^']*)'|(-?\d+))\s*\])\s*/y;

/**
 * Follows a path such as `instance.runtime_properties["ip"]` (systems.md S2: the old plugin evaluated any text as
 * Python; here only names and items are followed).
 */
export function followContextPath(path: string, context: OverrideContext): Reached {
  const steps = readSteps(path);
  if (steps === null) return lost(`"${path}" is not a path of names and items.`);
  const [root, field, ...items] = steps;
  if (root?.kind !== 'name') return lost(`"${path}" does not begin with a name.`);
  const part = own(context, root.name);
  if (part === undefined) return unknownName(root.name, Object.keys(context));
  if (field?.kind !== 'name')
    return lost(`"${root.name}" is not a value: one of ${list(Object.keys(part as object))} must follow.`);
  const value = own(part as object, field.name) as Json | undefined;
  if (value === undefined) return unknownName(field.name, Object.keys(part as object));
  if (value === null) return lost(`"${root.name}.${field.name}" has no value here: the node has no host.`);
  return followItems(value, items);
}

function readSteps(path: string): Step[] | null {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const found = step.exec(path);
    if (found === null) return null;
    const [, dot, name, double, single, index] = found;
    // Only the first name has no dot before it.
    if (name !== undefined && (dot === '.') === (steps.length === 0)) return null;
    steps.push(name === undefined ? { kind: 'item', key: double ?? single ?? Number(index) } : { kind: 'name', name });
  }
  return steps;
}

function followItems(value: Json, steps: readonly Step[]): Reached {
  let reached = value;
  for (const next of steps) {
    if (next.kind === 'name') return lost(`".${next.name}" cannot follow a value.`, `Write ["${next.name}"].`);
    const item = itemOf(reached, next.key);
    if (item === undefined) {
      const known =
        typeof next.key === 'string' && isJsonObject(reached) ? didYouMean(next.key, Object.keys(reached)) : null;
      return missing(`There is no ${JSON.stringify(next.key)} in it.`, known ?? 'Take a key that is there by now.');
    }
    reached = item;
  }
  return { ok: true, value: reached };
}

function itemOf(value: Json, key: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof key === 'number' ? value.at(key) : undefined;
  return isJsonObject(value) && typeof key === 'string' ? (own(value, key) as Json | undefined) : undefined;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function unknownName(name: string, known: readonly string[]): Reached {
  const hint = name === 'management_ip' ? 'Write %{management_ip} without blanks.' : undefined;
  return lost(`There is no "${name}" here.`, hint ?? didYouMean(name, known) ?? `There are ${list(known)}.`);
}

function list(names: readonly string[]): string {
  return names.join(', ');
}

const example = 'Write a path such as deployment.id, node.id or instance.runtime_properties["ip"].';

function lost(detail: string, hint = example): Reached {
  return { ok: false, problem: { kind: 'late value', detail, hint } };
}

function missing(detail: string, hint: string): Reached {
  return { ok: false, problem: { kind: 'missing', detail, hint } };
}
