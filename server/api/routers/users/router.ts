import { z } from 'zod';
import { roles } from '../../../../db/schema/tenant.ts';
import { procedure, router } from '../../trpc.ts';

const role = z.enum(roles);
const userId = z.string().min(1).max(64);
const createInput = z.strictObject({
  email: z.email('is not an e-mail address').max(254).toLowerCase(),
  name: z.string().trim().min(1, 'must not be empty').max(128),
  role,
});

export const usersRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.users.list(ctx.actor)),
  create: procedure.input(createInput).mutation(({ ctx, input }) => ctx.services.users.create(ctx.actor, input)),
  setRole: procedure
    .input(z.strictObject({ id: userId, role }))
    .mutation(({ ctx, input }) => ctx.services.users.setRole(ctx.actor, input)),
  remove: procedure
    .input(z.strictObject({ id: userId }))
    .mutation(({ ctx, input }) => ctx.services.users.remove(ctx.actor, input.id)),
});
