import { z } from 'zod';
import { byId, givenName, jsonObject, rowId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';

const listInput = z.strictObject({ deploymentId: rowId.optional() });
const moment = z.iso.datetime({ offset: true, error: 'is not a time such as 2027-01-31T06:00:00Z' });
const times = {
  kind: z.enum(['at', 'cron', 'rrule']),
  rule: z.string().max(1000).nullish(),
  timeZone: z.string().min(1).max(64).optional(),
  since: moment.optional(),
  until: moment.nullish(),
};
const work = {
  workflow: z.string().min(1).max(256),
  parameters: jsonObject.optional(),
  slip: z.int().min(0).max(10_080).optional(),
  stopOnFail: z.boolean().optional(),
  force: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  allowCustomParameters: z.boolean().optional(),
  waitAfterFail: z.int().min(0).max(86_400).optional(),
  enabled: z.boolean().optional(),
};
const createInput = z.strictObject({ deploymentId: rowId, name: givenName, ...times, ...work });
const updateInput = z.strictObject({ ...z.object({ name: givenName, ...times, ...work }).partial().shape, id: rowId });

export const schedulesRouter = router({
  list: procedure.input(listInput).query(({ ctx, input }) => ctx.services.schedules.list(ctx.actor, input)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.schedules.get(ctx.actor, input.id)),
  occurrences: procedure
    .input(z.strictObject(times))
    .query(({ ctx, input }) => ctx.services.schedules.occurrences(ctx.actor, input)),
  create: procedure.input(createInput).mutation(({ ctx, input }) => ctx.services.schedules.create(ctx.actor, input)),
  update: procedure.input(updateInput).mutation(({ ctx, input }) => ctx.services.schedules.update(ctx.actor, input)),
  delete: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.schedules.delete(ctx.actor, input.id)),
  run: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.schedules.run(ctx.actor, input.id)),
});
