import { z } from 'zod';
import { byId, jsonObject, rowId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const options = z.strictObject({
  skipInstall: z.boolean().optional(),
  skipUninstall: z.boolean().optional(),
  skipReinstall: z.boolean().optional(),
  skipDriftCheck: z.boolean().optional(),
  skipHeal: z.boolean().optional(),
  forceReinstall: z.boolean().optional(),
  ignoreFailure: z.boolean().optional(),
  reinstallList: z.array(z.string().min(1).max(512)).max(10_000).optional(),
});
const listInput = z.strictObject({ deploymentId: rowId.optional() });
const planInput = z.strictObject({
  deploymentId: rowId,
  blueprintId: rowId.optional(),
  versionId: rowId.optional(),
  inputs: jsonObject.optional(),
});
const previewInput = z.strictObject({ id: rowId, options: options.optional() });
const startInput = z.strictObject({
  id: rowId,
  options: options.optional(),
  previewId: rowId.optional(),
  dryRun: z.boolean().optional(),
  force: z.boolean().optional(),
});

export const updatesRouter = router({
  list: procedure.input(listInput).query(({ ctx, input }) => ctx.services.updates.list(ctx.actor, input)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.updates.get(ctx.actor, input.id)),
  plan: procedure.input(planInput).mutation(({ ctx, input }) => ctx.services.updates.plan(ctx.actor, input)),
  preview: procedure.input(previewInput).mutation(({ ctx, input }) => ctx.services.updates.preview(ctx.actor, input)),
  start: procedure.input(startInput).mutation(({ ctx, input }) => ctx.services.updates.start(ctx.actor, input)),
  rollback: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.updates.rollback(ctx.actor, input.id)),
});
