import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { PoolWish } from '../../../core/ports/host-pool.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';

/**
 * What a node asks of the pool, in its properties or the inputs of the operation: `labels` (a value, or a list of values,
 * by key); as in the old plugin, `os` and `filters.tags`, which are values of the label `tags`. Throws
 * `NonRecoverableError` when it cannot be understood.
 */
export function readWish({ labels, filters, os }: JsonObject): PoolWish {
  const asked = mapOf(labels, 'labels');
  const tags = mapOf(filters, 'filters')['tags'];
  const wanted = new Map(Object.entries(asked).map(([key, value]) => [key, valuesOf(value, `labels.${key}`)]));
  const tagValues = tags === undefined || tags === null ? [] : valuesOf(tags, 'filters.tags');
  if (tagValues.length > 0) wanted.set('tags', [...(wanted.get('tags') ?? []), ...tagValues]);
  if (os !== undefined && os !== null && typeof os !== 'string') throw misunderstood('os', 'the name of a system', os);
  return { labels: Object.fromEntries(wanted), os: os ? os.toLowerCase() : null };
}

function mapOf(value: Json | undefined, name: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  throw misunderstood(name, 'a map', value);
}

function valuesOf(value: Json, name: string): string[] {
  const list = Array.isArray(value) ? value : value === null ? [] : [value];
  return list.map((one) => {
    if (typeof one === 'string') return one;
    if (typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw misunderstood(name, 'a text or a list of texts', value);
  });
}

function misunderstood(name: string, wanted: string, given: Json): NonRecoverableError {
  return new NonRecoverableError(
    `The pool of hosts is asked for something that it does not understand: ${name} must be ${wanted}, and is ${JSON.stringify(given).slice(0, 200)}.`,
  );
}
