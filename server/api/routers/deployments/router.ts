import { z } from 'zod';
import { deploymentSorts, deploymentStandings } from '../../../../db/schema/list-orders.ts';
import { byId, givenName, jsonObject, listRequest, rowId } from '../../inputs.ts';
import { guardStream } from '../../stream.ts';
import { procedure, router } from '../../trpc.ts';

const searchInput = listRequest(deploymentSorts).extend({
  blueprintId: rowId.optional(),
  status: z.array(z.enum(deploymentStandings)).max(10).optional(),
});
const createInput = z.strictObject({ blueprintId: rowId, name: givenName, inputs: jsonObject });
const deleteInput = z.strictObject({ id: rowId, force: z.boolean().optional() });
const instanceInput = z.strictObject({ id: rowId, instanceId: z.string().min(1).max(512) });
/** tRPC's client adds the id of the last message on a reconnect; changes have none, so it is taken and left. */
const changesInput = z.strictObject({ id: rowId, lastEventId: z.string().nullish() });

export const deploymentsRouter = router({
  search: procedure.input(searchInput).query(({ ctx, input }) => ctx.services.deployments.search(ctx.actor, input)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.get(ctx.actor, input.id)),
  create: procedure.input(createInput).mutation(({ ctx, input }) => ctx.services.deployments.create(ctx.actor, input)),
  delete: procedure.input(deleteInput).mutation(({ ctx, input }) => ctx.services.deployments.delete(ctx.actor, input)),
  workflows: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.workflows(ctx.actor, input.id)),
  instance: procedure
    .input(instanceInput)
    .query(({ ctx, input }) => ctx.services.deployments.instance(ctx.actor, input)),
  instanceHistory: procedure
    .input(instanceInput)
    .query(({ ctx, input }) => ctx.services.deployments.instanceHistory(ctx.actor, input)),
  scalables: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.scalables(ctx.actor, input.id)),
  unwell: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.unwell(ctx.actor, input.id)),
  history: procedure.input(byId).query(({ ctx, input }) => ctx.services.deployments.history(ctx.actor, input.id)),
  changes: procedure.input(changesInput).subscription(async function* ({ ctx, input, path, signal }) {
    yield* guardStream({ ctx, path, signal }, (until) => ctx.services.deployments.changes(ctx.actor, input.id, until));
  }),
});
