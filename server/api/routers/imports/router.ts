import { z } from 'zod';
import { pathFault } from '../../../../core/blueprint/file-paths.ts';
import { byId, givenName, rowId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const filePath = z.string().superRefine((path, context) => {
  const fault = pathFault(path);
  if (fault !== null) context.addIssue({ code: 'custom', message: `"${path.slice(0, 120)}" ${fault}` });
});
const from = {
  url: z.string().min(1, 'must not be empty').max(2048, 'must not be longer than 2048 characters'),
  user: z.string().max(256).optional(),
  secret: givenName.optional(),
};
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), ...from }),
  z.strictObject({ kind: z.literal('git'), ...from, ref: z.string().max(256).optional(), folder: filePath.optional() }),
]);

export const importsRouter = router({
  begin: procedure
    .input(z.strictObject({ id: rowId, name: givenName, source, mainFile: filePath.optional() }))
    .mutation(({ ctx, input, signal }) => ctx.services.imports.begin(ctx.actor, { ...input, signal })),
  progress: procedure.input(byId).query(({ ctx, input }) => ctx.services.imports.progress(ctx.actor, input.id)),
  cancel: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.imports.cancel(ctx.actor, input.id)),
});
