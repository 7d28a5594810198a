import { z } from 'zod';
import { byId, givenName, jsonObject, rowId } from '../../inputs.ts';
import { guardStream } from '../../stream.ts';
import { procedure, router } from '../../trpc.ts';

const listInput = z.strictObject({ blueprintId: rowId.optional() });
const createInput = z.strictObject({ blueprintId: rowId, name: givenName, inputs: jsonObject });
const deleteInput = z.strictObject({ id: rowId, force: z.boolean().optional() });
const instanceInput = z.strictObject({ id: rowId, instanceId: z.string().min(1).max(512) });
/** tRPC's client adds the id of the last message on a reconnect; changes have none, so it is taken and left. */
const changesInput = z.strictObject({ id: rowId, lastEventId: z.string().nullish() });

export const deploymentsRouter = router({
  list: procedure.input(listInput).query(({ ctx, input }) => ctx.services.deployments.list(ctx.actor, input)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.get(ctx.actor, input.id)),
  create: procedure.input(createInput).mutation(({ ctx, input }) => ctx.services.deployments.create(ctx.actor, input)),
  delete: procedure.input(deleteInput).mutation(({ ctx, input }) => ctx.services.deployments.delete(ctx.actor, input)),
  workflows: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.workflows(ctx.actor, input.id)),
  instance: procedure
    .input(instanceInput)
    .query(({ ctx, input }) => ctx.services.deployments.instance(ctx.actor, input)),
  changes: procedure.input(changesInput).subscription(async function* ({ ctx, input, path, signal }) {
    yield* guardStream({ ctx, path, signal }, (until) => ctx.services.deployments.changes(ctx.actor, input.id, until));
  }),
});
