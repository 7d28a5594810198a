import { z } from 'zod';

const connection = z.record(z.string(), z.json());

/** What the Python side of a task asks this server for (python/gantry_bridge.py). */
export const taskRequest = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('run'),
    command: z.string(),
    /** What is given the command as its last word; null: the account's own shell. */
    shell: z.string().nullable(),
    sudo: z.object({ user: z.string().nullable(), password: z.string().nullable() }).nullable(),
    /** Seconds; null: none. */
    timeout: z.number().nullable(),
    /** Streams that are kept out of the log. */
    hide: z.array(z.enum(['stdout', 'stderr'])),
    /** Standard error goes where standard output goes. */
    combine: z.boolean(),
    /** Settings of `fabric_env` that the task has changed. */
    env: connection,
  }),
  z.object({
    do: z.enum(['put', 'get']),
    local: z.string(),
    remote: z.string(),
    /** Permission bits; null: as the source has them. */
    mode: z.number().nullable(),
    env: connection,
  }),
  z.object({
    do: z.literal('end'),
    result: z.json().optional(),
    error: z
      .object({
        type: z.string(),
        message: z.string(),
        /** Another attempt is of no use. */
        final: z.boolean(),
        /** It asks to be run again, after so many seconds. */
        retry: z.boolean().optional(),
        retryAfter: z.number().optional(),
        /** Exit code of the command that failed. */
        code: z.number().optional(),
      })
      .optional(),
  }),
]);

export type TaskRequest = z.infer<typeof taskRequest>;
export type RunRequest = Extract<TaskRequest, { do: 'run' }>;
export type TaskEnd = Extract<TaskRequest, { do: 'end' }>;
export type FileRequest = Extract<TaskRequest, { do: 'put' | 'get' }>;

/** The answer, as the Python side reads it. */
export type TaskAnswer =
  | { kind: 'ran'; code: number; stdout: string; stderr: string; late: boolean }
  | { kind: 'copied'; path: string }
  | { kind: 'ended' }
  | { kind: 'failed'; type: string; message: string; final: boolean };
