import type { Json } from '../../../../../core/blueprint/json.ts';

/** A positive number, also as a text; otherwise the other one. */
export function numberOr(value: Json | undefined, otherwise: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 ? number : otherwise;
}
