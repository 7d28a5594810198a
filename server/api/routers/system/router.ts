import { procedure, router } from '../../trpc.ts';

export const systemRouter = router({
  get: procedure.query(({ ctx }) => ctx.services.system(ctx.actor)),
});
