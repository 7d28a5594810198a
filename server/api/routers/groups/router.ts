import { z } from 'zod';
import { byId, jsonObject, rowId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const labelText = z.string().min(1).max(256);
const deployments = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deployments'), ids: z.array(rowId).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('blueprint'), id: rowId }),
  z.strictObject({ kind: z.literal('label'), key: labelText, value: labelText }),
]);
const startInput = z.strictObject({
  deployments,
  workflow: z.string().min(1).max(256),
  parameters: jsonObject.optional(),
  concurrency: z.int().min(1).max(1000).optional(),
  dryRun: z.boolean().optional(),
  force: z.boolean().optional(),
  allowCustomParameters: z.boolean().optional(),
});
const cancelInput = z.strictObject({ id: rowId, mode: z.enum(['cancel', 'force-cancel', 'kill']) });

export const groupsRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.groups.list(ctx.actor)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.groups.get(ctx.actor, input.id)),
  start: procedure.input(startInput).mutation(({ ctx, input }) => ctx.services.groups.start(ctx.actor, input)),
  cancel: procedure.input(cancelInput).mutation(({ ctx, input }) => ctx.services.groups.cancel(ctx.actor, input)),
});
