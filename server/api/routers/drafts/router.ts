import { byId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';
import {
  compareInput,
  createInput,
  publishInput,
  renameInput,
  saveInput,
  sourceInput,
  versionInput,
} from './inputs.ts';

export const draftsRouter = router({
  open: procedure.input(byId).query(({ ctx, input }) => ctx.services.drafts.open(ctx.actor, input.id)),
  state: procedure.input(byId).query(({ ctx, input }) => ctx.services.drafts.state(ctx.actor, input.id)),
  list: procedure.query(({ ctx }) => ctx.services.drafts.list(ctx.actor)),
  create: procedure.input(createInput).mutation(({ ctx, input }) => ctx.services.drafts.create(ctx.actor, input)),
  rename: procedure.input(renameInput).mutation(({ ctx, input }) => ctx.services.drafts.rename(ctx.actor, input)),
  save: procedure.input(saveInput).mutation(({ ctx, input }) => ctx.services.drafts.save(ctx.actor, input)),
  discard: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.drafts.discard(ctx.actor, input.id)),
  publish: procedure.input(publishInput).mutation(({ ctx, input }) => ctx.services.drafts.publish(ctx.actor, input)),
  versions: procedure.input(byId).query(({ ctx, input }) => ctx.services.drafts.versions(ctx.actor, input.id)),
  version: procedure.input(versionInput).query(({ ctx, input }) => ctx.services.drafts.version(ctx.actor, input)),
  compare: procedure.input(compareInput).query(({ ctx, input }) => ctx.services.drafts.compare(ctx.actor, input)),
  source: procedure
    .input(sourceInput)
    .query(({ ctx, input }) => ctx.services.drafts.source(ctx.actor, input.location, input.version)),
});
