import { procedure, router } from '../../trpc.ts';

export const sessionRouter = router({
  get: procedure.query(({ ctx }) => ctx.services.session(ctx.actor)),
});
