import type { Json } from '../../core/blueprint/json.ts';
import type { Redactor } from './ports.ts';

/** The value with secrets hidden in all its texts. */
export function redactJson(value: Json, redactor: Redactor): Json {
  if (typeof value === 'string') return redactor.redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redactor));
  const entries = Object.entries(value).map(([key, item]) => [redactor.redact(key), redactJson(item, redactor)]);
  return Object.fromEntries(entries) as Json;
}
