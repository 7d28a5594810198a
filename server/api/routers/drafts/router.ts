import { z } from 'zod';
import { byId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const sourceInput = z.strictObject({ location: z.string().min(1).max(2048), version: z.int().min(0).max(1000) });

export const draftsRouter = router({
  open: procedure.input(byId).query(({ ctx, input }) => ctx.services.drafts.open(ctx.actor, input.id)),
  source: procedure
    .input(sourceInput)
    .query(({ ctx, input }) => ctx.services.drafts.source(ctx.actor, input.location, input.version)),
});
