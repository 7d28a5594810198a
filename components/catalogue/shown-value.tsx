import type { Json } from '../../core/blueprint/json.ts';

/** A value as a blueprint would write it, in one line. */
export function ShownValue({ value }: { value: Json }) {
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return <code className="line-clamp-2 text-xs [overflow-wrap:anywhere]">{text}</code>;
}
