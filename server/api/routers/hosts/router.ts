import { z } from 'zod';
import { procedure, router } from '../../trpc.ts';

const keyInput = z.strictObject({
  address: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'is not a SHA256 fingerprint'),
});

export const hostsRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.hosts.list(ctx.actor)),
  keys: procedure.query(({ ctx }) => ctx.services.hosts.keys(ctx.actor)),
  acceptKey: procedure.input(keyInput).mutation(({ ctx, input }) => ctx.services.hosts.acceptKey(ctx.actor, input)),
  revokeKey: procedure.input(keyInput).mutation(({ ctx, input }) => ctx.services.hosts.revokeKey(ctx.actor, input)),
});
