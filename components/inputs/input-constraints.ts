import type { Json } from '../../core/blueprint/json.ts';

const texts: Record<string, (argument: Json) => string> = {
  equal: (value) => `Exactly ${show(value)}.`,
  greater_than: (value) => `More than ${show(value)}.`,
  greater_or_equal: (value) => `At least ${show(value)}.`,
  less_than: (value) => `Less than ${show(value)}.`,
  less_or_equal: (value) => `At most ${show(value)}.`,
  in_range: (value) => (Array.isArray(value) ? `From ${show(value[0])} to ${show(value[1])}.` : `In ${show(value)}.`),
  valid_values: (value) => `One of ${Array.isArray(value) ? value.map(show).join(', ') : show(value)}.`,
  length: (value) => `${show(value)} characters or entries.`,
  min_length: (value) => `At least ${show(value)} characters or entries.`,
  max_length: (value) => `At most ${show(value)} characters or entries.`,
  pattern: (value) => `Must match ${show(value)}.`,
};

/** A constraint as a sentence; its own message when the blueprint gives one. */
export function describeConstraint(constraint: Json): string {
  if (typeof constraint !== 'object' || constraint === null || Array.isArray(constraint)) return '';
  const message = constraint['error_message'];
  if (typeof message === 'string') return message;
  const [name, argument] = Object.entries(constraint)[0] ?? [];
  if (name === undefined) return '';
  return texts[name]?.(argument ?? null) ?? `${name.replaceAll('_', ' ')} ${show(argument)}.`;
}

function show(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
