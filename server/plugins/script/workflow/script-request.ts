import { z } from 'zod';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { nodeInstanceStates } from '../../../../core/workflow/task-graph.ts';

/* What a workflow script asks for, and what it is told. Both sides: python/cloudify/replay.py. */

const id = z.string().max(1024);
const placed = { id, dependencies: z.array(id), parent: id.nullable() };
const taskSchema = z.discriminatedUnion('kind', [
  z.object({
    ...placed,
    kind: z.literal('operation'),
    instance: id,
    operation: id,
    kwargs: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    relationship: z.object({ target: id, side: z.enum(['source', 'target']) }).optional(),
    ignoreFailure: z.boolean(),
    maxRetries: z.int().min(-1).nullable(),
  }),
  z.object({
    ...placed,
    kind: z.literal('state'),
    instance: id,
    state: z.enum(nodeInstanceStates, `is not a state of node instances (${nodeInstanceStates.join(', ')})`),
  }),
  z.object({ ...placed, kind: z.literal('event'), instance: id.nullable(), text: z.string() }),
  z.object({ ...placed, kind: z.literal('nothing') }),
  z.object({ ...placed, kind: z.literal('subgraph'), name: z.string() }),
]);

const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('graph'), name: id, tasks: z.array(taskSchema) }),
  z.object({
    kind: z.literal('lifecycle'),
    name: id,
    direction: z.enum(['install', 'uninstall']),
    instances: z.array(id),
    related: z.array(id),
    ignoreFailure: z.boolean(),
  }),
  z.object({ kind: z.literal('states') }),
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('failed'), error: z.string(), traceback: z.string() }),
]);

const outputSchema = z.object({
  request: requestSchema,
  lines: z.array(z.object({ level: z.enum(['info', 'warning', 'error']), text: z.string() })),
});

export type ScriptTask = z.infer<typeof taskSchema>;
export type GraphRequest = Extract<ScriptOutput['request'], { kind: 'graph' | 'lifecycle' }>;

/** What a script wants after all that it was told, and what it has said since the last graph. */
export type ScriptOutput = z.infer<typeof outputSchema>;

/** @throws Error when a task makes no sense; the message is for the author of the script */
export function readScriptOutput(text: string): ScriptOutput {
  const read = outputSchema.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`The script asks for something that makes no sense: ${String(issue?.path.at(-1))} ${issue?.message}`);
}

/** How a task of a script's graph ended, by the id that the script gave it. */
export type TaskResult = { ok: true; result: Json } | { ok: false; error: string };

/** What a script is told when it asks again for what it has asked for before. */
export type ScriptAnswer =
  | { kind: 'graph'; ok: boolean; error: string | null; results: Record<string, TaskResult> }
  | { kind: 'states'; states: Record<string, string> };
