import { z } from 'zod';
import { arrangedLists } from '../../../../db/schema/list-settings.ts';
import { givenName } from '../../inputs.ts';
import { guardStream } from '../../stream.ts';
import { procedure, router } from '../../trpc.ts';

const ofList = z.strictObject({ list: z.enum(arrangedLists) });
const filterInput = ofList.extend({ name: givenName, query: z.string().max(4_096) });
const removeInput = ofList.extend({ name: z.string().max(128) });
const columnsInput = ofList.extend({ columns: z.array(z.string().max(64)).min(1).max(50).nullable() });
/** tRPC's client adds the id of the last message on a reconnect; changes have none, so it is taken and left. */
const changesInput = z.strictObject({ lastEventId: z.string().nullish() }).optional();

export const listsRouter = router({
  settings: procedure.input(ofList).query(({ ctx, input }) => ctx.services.lists.settings(ctx.actor, input.list)),
  saveFilter: procedure
    .input(filterInput)
    .mutation(({ ctx, input }) => ctx.services.lists.saveFilter(ctx.actor, input)),
  removeFilter: procedure
    .input(removeInput)
    .mutation(({ ctx, input }) => ctx.services.lists.removeFilter(ctx.actor, input)),
  setColumns: procedure
    .input(columnsInput)
    .mutation(({ ctx, input }) => ctx.services.lists.setColumns(ctx.actor, input)),
  changes: procedure.input(changesInput).subscription(async function* ({ ctx, path, signal }) {
    yield* guardStream({ ctx, path, signal }, (until) => ctx.services.lists.changes(ctx.actor, until));
  }),
});
