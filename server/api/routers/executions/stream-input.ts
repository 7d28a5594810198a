import { z } from 'zod';
import { rowId } from '../../inputs.ts';

/** An execution, and the `seq` of the last event that the reader has. */
export const streamInput = z.strictObject({
  id: rowId,
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a seq')
    .nullish(),
});
