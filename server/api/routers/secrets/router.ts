import { z } from 'zod';
import { procedure, router } from '../../trpc.ts';

const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(256, 'must not be longer than 256 characters')
  .regex(/^[A-Za-z0-9._\-/]+$/, 'must hold only letters, digits and . _ - /');
const putInput = z.strictObject({
  name,
  value: z
    .string()
    .min(1, 'must not be empty')
    .max(256 * 1024, 'must not be larger than 256 KiB'),
});

export const secretsRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.secrets.list(ctx.actor)),
  uses: procedure
    .input(z.strictObject({ name }))
    .query(({ ctx, input }) => ctx.services.secrets.uses(ctx.actor, input.name)),
  put: procedure.input(putInput).mutation(({ ctx, input }) => ctx.services.secrets.put(ctx.actor, input)),
  delete: procedure
    .input(z.strictObject({ name }))
    .mutation(({ ctx, input }) => ctx.services.secrets.delete(ctx.actor, input.name)),
});
