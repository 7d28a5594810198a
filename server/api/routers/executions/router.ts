import { tracked } from '@trpc/server';
import { z } from 'zod';
import { executionStatuses } from '../../../../db/schema/execution.ts';
import { executionSorts } from '../../../../db/schema/list-orders.ts';
import { byId, jsonObject, listRequest, rowId } from '../../inputs.ts';
import { guardStream } from '../../stream.ts';
import { procedure, router } from '../../trpc.ts';
import { eventsInput, findInLogInput, findSummaryInput, logPositionInput, logSummaryInput } from './log-inputs.ts';
import { streamInput } from './stream-input.ts';

const names = z.array(z.string().max(256)).max(100).optional();
const searchInput = listRequest(executionSorts).extend({
  deploymentId: rowId.optional(),
  status: z.array(z.enum(executionStatuses)).max(20).optional(),
  workflow: names,
  createdBy: names,
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  endedFrom: z.iso.datetime({ offset: true }).optional(),
});
const runInput = z.strictObject({
  deploymentId: rowId,
  workflow: z.string().min(1).max(256),
  parameters: jsonObject.optional(),
  allowCustomParameters: z.boolean().optional(),
});
const startInput = runInput.extend({
  previewId: rowId.optional(),
  dryRun: z.boolean().optional(),
  queue: z.boolean().optional(),
  force: z.boolean().optional(),
  waitAfterFail: z.number().min(0).max(86_400).optional(),
});
const resumeInput = z.strictObject({
  id: rowId,
  done: z.array(z.string().min(1).max(1024)).max(10_000).optional(),
  force: z.boolean().optional(),
});
const cancelInput = z.strictObject({ id: rowId, mode: z.enum(['cancel', 'force-cancel', 'kill']) });
const decideInput = z.strictObject({
  id: rowId,
  task: z.string().min(1).max(1024),
  decision: z.enum(['retry', 'mark-done', 'cancel']),
});
const estimateInput = z.strictObject({ deploymentId: rowId, workflow: z.string().min(1).max(256) });

export const executionsRouter = router({
  search: procedure.input(searchInput).query(({ ctx, input }) => ctx.services.executions.search(ctx.actor, input)),
  facets: procedure.query(({ ctx }) => ctx.services.executions.facets(ctx.actor)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.executions.get(ctx.actor, input.id)),
  start: procedure.input(startInput).mutation(({ ctx, input }) => ctx.services.executions.start(ctx.actor, input)),
  preview: procedure.input(runInput).mutation(({ ctx, input }) => ctx.services.executions.preview(ctx.actor, input)),
  getPreview: procedure.input(byId).query(({ ctx, input }) => ctx.services.executions.getPreview(ctx.actor, input.id)),
  resume: procedure.input(resumeInput).mutation(({ ctx, input }) => ctx.services.executions.resume(ctx.actor, input)),
  cancel: procedure.input(cancelInput).mutation(({ ctx, input }) => ctx.services.executions.cancel(ctx.actor, input)),
  decide: procedure.input(decideInput).mutation(({ ctx, input }) => ctx.services.executions.decide(ctx.actor, input)),
  events: procedure.input(eventsInput).query(({ ctx, input }) => ctx.services.executions.events(ctx.actor, input)),
  nodeProgress: procedure
    .input(byId)
    .query(({ ctx, input }) => ctx.services.executions.nodeProgress(ctx.actor, input.id)),
  stateChanges: procedure
    .input(byId)
    .query(({ ctx, input }) => ctx.services.executions.stateChanges(ctx.actor, input.id)),
  timeline: procedure.input(byId).query(({ ctx, input }) => ctx.services.executions.timeline(ctx.actor, input.id)),
  estimate: procedure
    .input(estimateInput)
    .query(({ ctx, input }) => ctx.services.executions.estimate(ctx.actor, input)),
  forecast: procedure.input(byId).query(({ ctx, input }) => ctx.services.executions.forecast(ctx.actor, input.id)),
  logSummary: procedure
    .input(logSummaryInput)
    .query(({ ctx, input }) => ctx.services.executions.logSummary(ctx.actor, input)),
  logPosition: procedure
    .input(logPositionInput)
    .query(({ ctx, input }) => ctx.services.executions.logPosition(ctx.actor, input)),
  findInLog: procedure
    .input(findInLogInput)
    .query(({ ctx, input }) => ctx.services.executions.findInLog(ctx.actor, input)),
  findSummary: procedure
    .input(findSummaryInput)
    .query(({ ctx, input }) => ctx.services.executions.findSummary(ctx.actor, input)),
  // Over HTTP by server/http/log-stream-handler.ts, which writes the same.
  stream: procedure.input(streamInput).subscription(async function* ({ ctx, input, path, signal }) {
    const after = Number(input.lastEventId ?? 0);
    const messages = guardStream({ ctx, path, signal }, (until) =>
      ctx.services.executions.stream(ctx.actor, { id: input.id, after, signal: until }),
    );
    for await (const { seq: last, message } of messages) yield tracked(String(last), message);
  }),
});
