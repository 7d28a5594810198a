import { z } from 'zod';
import { eventTypes } from '../../../../core/workflow/task-graph.ts';
import { rowId } from '../../inputs.ts';

const level = z.enum(['debug', 'info', 'warning', 'error', 'critical']);
const seq = z.int().min(0);
const time = z.iso.datetime({ offset: true, error: 'is not a time in ISO 8601' });
const text = z.string().max(1_000, 'must not be longer than 1000 characters');
const textMatch = { regex: z.boolean().optional(), matchCase: z.boolean().optional() };

/** See LogFilterInput. */
export const logFilter = z.strictObject({
  ...textMatch,
  text: text.optional(),
  level: level.optional(),
  types: z.array(z.enum(eventTypes)).max(eventTypes.length).optional(),
  node: z.string().max(256).optional(),
  instance: z.string().max(512).optional(),
  operation: z.string().max(512).optional(),
  task: z.string().max(1024).optional(),
  from: time.optional(),
  to: time.optional(),
});

const logFind = z.union([
  z.strictObject({ ...textMatch, text: text.min(1, 'must not be empty') }),
  z.strictObject({ level, andUp: z.boolean().optional() }),
]);
const ofLog = { id: rowId, filter: logFilter.optional() };

export const eventsInput = z
  .strictObject({
    ...ofLog,
    after: seq.optional(),
    before: seq.optional(),
    at: seq.optional(),
    limit: z.int().min(1).max(1000).default(500),
  })
  .refine(
    ({ after, before, at }) => [after, before, at].filter((place) => place !== undefined).length <= 1,
    'says more than one of after, before and at',
  );
export const logSummaryInput = z.strictObject(ofLog);
export const logPositionInput = z.strictObject({ ...ofLog, find: logFind.optional(), seq });
export const findInLogInput = z.strictObject({
  ...ofLog,
  find: logFind,
  from: seq,
  direction: z.enum(['next', 'previous']),
});
export const findSummaryInput = z.strictObject({ ...ofLog, find: logFind });
