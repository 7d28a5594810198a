import { byId } from '../../inputs.ts';
import { procedure, router } from '../../trpc.ts';
import {
  changeInput,
  draftInput,
  filterInput,
  idsInput,
  importInput,
  keyInput,
  labelInput,
  outOfServiceInput,
  testInput,
} from './inputs.ts';

export const hostsRouter = router({
  list: procedure.input(filterInput).query(({ ctx, input }) => ctx.services.hosts.list(ctx.actor, input ?? {})),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.hosts.get(ctx.actor, input.id)),
  testProgress: procedure.query(({ ctx }) => ctx.services.hosts.testProgress(ctx.actor)),
  add: procedure.input(draftInput).mutation(({ ctx, input }) => ctx.services.hosts.add(ctx.actor, input)),
  import: procedure.input(importInput).mutation(({ ctx, input }) => ctx.services.hosts.import(ctx.actor, input)),
  update: procedure.input(changeInput).mutation(({ ctx, input }) => ctx.services.hosts.update(ctx.actor, input)),
  label: procedure.input(labelInput).mutation(({ ctx, input }) => ctx.services.hosts.label(ctx.actor, input)),
  remove: procedure.input(idsInput).mutation(({ ctx, input }) => ctx.services.hosts.remove(ctx.actor, input.ids)),
  test: procedure.input(testInput).mutation(({ ctx, input }) => ctx.services.hosts.test(ctx.actor, input.ids ?? null)),
  takeOutOfService: procedure
    .input(outOfServiceInput)
    .mutation(({ ctx, input }) => ctx.services.hosts.takeOutOfService(ctx.actor, input)),
  putBack: procedure.input(idsInput).mutation(({ ctx, input }) => ctx.services.hosts.putBack(ctx.actor, input.ids)),
  release: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.hosts.release(ctx.actor, input.id)),
  keys: procedure.query(({ ctx }) => ctx.services.hosts.keys(ctx.actor)),
  acceptKey: procedure.input(keyInput).mutation(({ ctx, input }) => ctx.services.hosts.acceptKey(ctx.actor, input)),
  revokeKey: procedure.input(keyInput).mutation(({ ctx, input }) => ctx.services.hosts.revokeKey(ctx.actor, input)),
});
