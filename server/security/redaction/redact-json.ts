import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { Redactor } from './redactor.ts';

/** Masks secrets in every text of a value, keys included. The value itself is not changed. */
export function redactJson(value: Json, redactor: Pick<Redactor, 'redact'>): Json {
  if (typeof value === 'string') return redactor.redact(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redactor));
  if (value === null || typeof value !== 'object') return value;
  return redactObject(value, redactor);
}

export function redactObject(value: JsonObject, redactor: Pick<Redactor, 'redact'>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [redactor.redact(key), redactJson(inner, redactor)]),
  );
}
