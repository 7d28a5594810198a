import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { groupOf } from '../api/api-resource.ts';
import { type KubernetesObject, mapAt } from '../objects/kubernetes-object.ts';
import { base64Of } from './base64.ts';
import { itemKeys } from './list-keys.ts';
import { amountOf } from './quantity.ts';

/** A field that is not on the server as it was applied. */
export interface FieldDifference {
  /** As in `spec.containers[web].image`. */
  path: string;
  /** What was applied. Values of a Secret are not told. */
  desired: Json;
  /** What is there; undefined: nothing. */
  live: Json | undefined;
}

/** Fields that only the server writes. */
const ofServer = ['managedFields', 'resourceVersion', 'uid', 'creationTimestamp', 'generation', 'selfLink'];
const hidden = '(not shown)';

/**
 * What is other on the server than it was applied: only fields that were applied count, so that defaults and what
 * others manage are no difference (check_drift of runtime.md H.4, `kubectl diff`).
 */
export function differencesOf(desired: KubernetesObject, live: KubernetesObject): FieldDifference[] {
  const { apiVersion: _, status: __, metadata, ...fields } = desired;
  const own = Object.fromEntries(Object.entries(metadata).filter(([name]) => !ofServer.includes(name)));
  const isSecret = desired.kind === 'Secret' && groupOf(desired.apiVersion) === '';
  const comparable = { ...(isSecret ? withEncodedData(fields) : fields), metadata: own };
  const found = inMap(comparable, live, { path: '', field: '' });
  return isSecret ? found.map(withoutValues) : found;
}

/** The server turns `stringData` into `data` and keeps that only. */
function withEncodedData({ stringData, ...fields }: JsonObject): JsonObject {
  if (!isJsonObject(stringData)) return fields;
  const encoded = Object.entries(stringData).map(([key, value]) => [key, base64Of(String(value))] as const);
  return { ...fields, data: { ...mapAt(fields, 'data'), ...Object.fromEntries(encoded) } };
}

function withoutValues(difference: FieldDifference): FieldDifference {
  const { path, live } = difference;
  if (path !== 'data' && !path.startsWith('data.') && !path.startsWith('data[')) return difference;
  return { path, desired: hidden, live: live === undefined ? undefined : hidden };
}

/** Where a value is: its path, and the field that it, or the list around it, is in. */
interface Where {
  path: string;
  field: string;
  isQuantity?: boolean;
}

/** Maps of amounts, in which `1000m` is `1`. */
const quantities = ['limits', 'requests', 'capacity', 'hard', 'overhead', 'allocatable'];
const quantity = ['sizeLimit', 'divisor'];

function compare(desired: Json, live: Json | undefined, where: Where): FieldDifference[] {
  if (live === undefined) return isLeftOut(desired) ? [] : [{ path: where.path, desired, live }];
  if (isJsonObject(desired) && isJsonObject(live)) return inMap(desired, live, where);
  if (Array.isArray(desired) && Array.isArray(live)) return inList(desired, live, where);
  return isSame(desired, live, where) ? [] : [{ path: where.path, desired, live }];
}

function inMap(desired: JsonObject, live: JsonObject, { path, field, isQuantity = false }: Where): FieldDifference[] {
  const inside = isQuantity || quantities.includes(field);
  return Object.entries(desired).flatMap(([key, value]) =>
    compare(value, ownValue(live, key), {
      path: joined(path, key),
      field: key,
      isQuantity: inside || quantity.includes(key),
    }),
  );
}

function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function inList(desired: readonly Json[], live: readonly Json[], where: Where): FieldDifference[] {
  const { path, field } = where;
  const keys = itemKeys(field, desired);
  const liveKeys = keys === null ? null : itemKeys(field, live);
  if (keys !== null && liveKeys !== null)
    return desired.flatMap((item, index) => {
      const key = keys[index] ?? '';
      const at = liveKeys.indexOf(key);
      return compare(item, at === -1 ? undefined : live[at], { ...where, path: `${path}[${key}]` });
    });
  // Such a list belongs to whoever applied it as a whole.
  if (desired.length !== live.length) return [{ path, desired: [...desired], live: [...live] }];
  return desired.flatMap((item, index) => compare(item, live[index], { ...where, path: `${path}[${index}]` }));
}

/** What the server does not keep: zero values. */
function isLeftOut(value: Json): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.values(value).every((item) => isLeftOut(item));
}

function isSame(desired: Json, live: Json, { isQuantity = false }: Where): boolean {
  if (desired === live) return true;
  const amount = isQuantity ? amountOf(desired) : null;
  const there = amount === null ? null : amountOf(live);
  if (amount === null || there === null) return false;
  // Amounts are given in whole billionths; what is beyond is how numbers are kept here.
  return Math.abs(amount - there) <= Math.max(Math.abs(amount), Math.abs(there)) * 1e-12;
}
