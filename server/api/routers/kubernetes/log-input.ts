import { z } from 'zod';
import { rowId } from '../../inputs.ts';

/** Which lines of which container of a pod; `row` is the id of the pod's `KubernetesRow`. */
export const logInput = z.strictObject({
  id: rowId,
  row: z.string().min(1).max(1024),
  container: z.string().min(1).max(253),
  previous: z.boolean().default(false),
  /** Only the last ones of those that are there. */
  tailLines: z.int().min(1).max(10_000).default(1_000),
  lastEventId: z.string().nullish(),
});
