import { z } from 'zod';
import { byId, givenName, rowId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const fileInput = z.strictObject({ id: rowId, path: z.string().min(1).max(1024) });
const uploadInput = z.strictObject({
  name: givenName,
  text: z.string().max(4 * 1024 * 1024, 'must not be larger than 4 MB'),
});

export const blueprintsRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.blueprints.list(ctx.actor)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.blueprints.get(ctx.actor, input.id)),
  file: procedure.input(fileInput).query(({ ctx, input }) => ctx.services.blueprints.file(ctx.actor, input)),
  upload: procedure.input(uploadInput).mutation(({ ctx, input }) => ctx.services.blueprints.upload(ctx.actor, input)),
  delete: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.blueprints.delete(ctx.actor, input.id)),
});
