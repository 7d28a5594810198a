import { z } from 'zod';
import { procedure, router } from '../../trpc.ts';

const moment = z.iso.datetime('is not a time');
const filter = z.strictObject({
  actor: z.string().max(256).optional(),
  action: z.string().max(256).optional(),
  text: z.string().max(256).optional(),
  from: moment.optional(),
  to: moment.optional(),
  before: z.int().min(0).optional(),
  limit: z.int().min(1).max(200).default(50),
});

export const auditRouter = router({
  list: procedure.input(filter).query(({ ctx, input }) => ctx.services.audit(ctx.actor, input)),
});
