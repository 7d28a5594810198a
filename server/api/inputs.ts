import { z } from 'zod';
import type { JsonObject } from '../../core/blueprint/json.ts';

/* Shapes that several procedures take. Objects are strict: a misspelt field is an error and not ignored. */

export const rowId = z.uuid('is not an id');
export const byId = z.strictObject({ id: rowId });

/** A name people give to blueprints, deployments and secrets. */
export const givenName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(128, 'must not be longer than 128 characters')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._\-+:@/]*$/u,
    'must begin with a letter or digit and hold only letters, digits, spaces and . _ - + : @ /',
  );

export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

/** What every searched list takes, with the columns that it can be sorted by. */
export function listRequest<const Sort extends readonly string[]>(sorts: Sort) {
  const orders = sorts.flatMap((sort: Sort[number]) => [sort, `-${sort}`] as const);
  return z.strictObject({
    text: z.string().max(256).optional(),
    sort: z.enum(orders).optional(),
    cursor: z.string().max(2048).optional(),
    limit: z.int().min(1).max(1000).optional(),
  });
}
