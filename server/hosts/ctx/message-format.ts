import type { Json } from '../../../core/blueprint/json.ts';
import { representValue } from './python-text.ts';

/** A log message with its values set in for `%s`, `%r` and `%d`, as Python's loggers do; values that do not fit follow it. */
export function formatMessage(message: Json, values: readonly Json[]): string {
  const text = strOf(message);
  if (values.length === 0) return text;
  const left = [...values];
  const formatted = text.replace(/%([%srd])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    const value = left.shift();
    if (value === undefined) return whole;
    return kind === 'r' ? representValue(value) : strOf(value);
  });
  return [formatted, ...left.map(strOf)].join(' ');
}

/** Python's `str()`. */
function strOf(value: Json): string {
  return typeof value === 'string' ? value : representValue(value);
}
