import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { firstDifference } from './first-difference.ts';

/** Compares data; of sections whose order counts, the order too. Empty collections count like absent ones. */
export function compareData(expected: JsonObject, got: JsonObject, intent: Intent): string | null {
  // What is shared is renamed where it is written, which data without anchors cannot tell.
  const isRenamed = intent.kind.startsWith('rename-');
  const problem = firstDifference(normal(expected, isRenamed), normal(got, isRenamed));
  if (problem !== null || intent.kind !== 'move-declaration') return problem;
  const order = (document: JsonObject) => Object.keys(document[intent.section] ?? {}).join();
  return order(expected) === order(got) ? null : `the order is ${order(got)}`;
}

/** Without the empty collections that mean nothing. */
function normal(document: JsonObject, withoutDefinitions: boolean): Json {
  const { dsl_definitions: definitions = null, ...rest } = document;
  return pruned(withoutDefinitions ? rest : { ...rest, dsl_definitions: definitions }, 0) as Json;
}

const meaningless = new Set([
  'properties',
  'relationships',
  'interfaces',
  'capabilities',
  'instances',
  'source_interfaces',
  'target_interfaces',
  'scalable',
  'imports',
]);

/** What values became, by the key that they stand at: most of them are the same objects from one edit to the next. */
const known = new WeakMap<object, Map<string, Json | undefined>>();

function pruned(value: Json, depth: number, key = ''): Json | undefined {
  if (typeof value !== 'object' || value === null || depth < 2) return prune(value, depth, key);
  const results = known.get(value) ?? new Map<string, Json | undefined>();
  known.set(value, results);
  if (!results.has(key)) results.set(key, prune(value, depth, key));
  return results.get(key);
}

function prune(value: Json, depth: number, key: string): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => pruned(item, depth + 1) ?? null);
  if (!isJsonObject(value)) return value === null && (depth === 1 || meaningless.has(key)) ? undefined : value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const inner = pruned(item, depth + 1, name);
    const isEmpty =
      inner === undefined || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0);
    const counts = !isEmpty || !(depth === 0 || meaningless.has(name) || key === 'interfaces');
    return counts ? [[name, inner ?? null]] : [];
  });
  return Object.fromEntries(entries);
}
