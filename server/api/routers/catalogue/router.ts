import { z } from 'zod';
import { procedure, router } from '../../trpc.ts';

const name = z.string().min(1).max(256);
const filter = z.strictObject({
  base: name.optional(),
  text: z.string().max(256).optional(),
  kind: z.enum(['node', 'relationship', 'data']).optional(),
  plugin: name.optional(),
});

export const catalogueRouter = router({
  plugins: procedure.query(({ ctx }) => ctx.services.catalogue.plugins(ctx.actor)),
  plugin: procedure
    .input(z.strictObject({ name, version: name.optional() }))
    .query(({ ctx, input }) => ctx.services.catalogue.plugin(ctx.actor, input)),
  types: procedure.input(filter).query(({ ctx, input }) => ctx.services.catalogue.types(ctx.actor, input)),
  importable: procedure.query(({ ctx }) => ctx.services.catalogue.importable()),
  type: procedure
    .input(z.strictObject({ name, plugin: name.optional(), version: name.optional() }))
    .query(({ ctx, input }) => ctx.services.catalogue.type(ctx.actor, input)),
});
