import { z } from 'zod';
import { byId, rowId } from '../../inputs.ts';
import { guardStream } from '../../stream.ts';
import { procedure, router } from '../../trpc.ts';
import { logInput } from './log-input.ts';

const rowInput = z.strictObject({ id: rowId, row: z.string().min(1).max(1024) });
/** tRPC's client adds the id of the last message on a reconnect; views have none, so it is taken and left. */
const watchInput = byId.extend({ lastEventId: z.string().nullish() });

export const kubernetesRouter = router({
  list: procedure.input(byId).query(({ ctx, input }) => ctx.services.kubernetes.list(ctx.actor, input.id)),
  watch: procedure.input(watchInput).subscription(async function* ({ ctx, input, path, signal }) {
    yield* guardStream({ ctx, path, signal }, (until) => ctx.services.kubernetes.watch(ctx.actor, input.id, until));
  }),
  events: procedure.input(rowInput).query(({ ctx, input }) => ctx.services.kubernetes.events(ctx.actor, input)),
  diff: procedure.input(rowInput).query(({ ctx, input }) => ctx.services.kubernetes.diff(ctx.actor, input)),
  logs: procedure.input(logInput).subscription(async function* ({ ctx, input, path, signal }) {
    const { lastEventId: _, ...request } = input;
    yield* guardStream({ ctx, path, signal }, (until) =>
      ctx.services.kubernetes.logs(ctx.actor, { ...request, follow: true, signal: until }),
    );
  }),
});
