import { Worker } from 'node:worker_threads';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

/** Milliseconds; what a person waits for a configuration file, many times over. */
const patience = 20_000;
const mostMegabytes = 256;

/** A file without these is handed over as it is, whatever bytes it has (runtime.md C.1). */
export function isTemplate(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return ['{{', '{%', '{#'].some((mark) => bytes.includes(mark));
}

/** What the thread that renders is given, and what it answers. */
export interface RenderRequest {
  text: string;
  variables: JsonObject;
}

/** The text, or why there is none. */
export type RenderReply = { text: string } | { error: string };

/** Renders a Jinja2 template. In a thread of its own, because a template may loop for as long as it likes. */
export async function renderTemplate(path: string, text: string, variables: JsonObject): Promise<string> {
  const request: RenderRequest = { text, variables };
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
    workerData: request,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  const { promise, resolve, reject } = Promise.withResolvers<RenderReply>();
  const timer = setTimeout(() => resolve({ error: `it was not done after ${patience / 1000} s` }), patience);
  worker.once('message', resolve);
  worker.once('error', (fault: NodeJS.ErrnoException) =>
    fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? resolve({ error: `it needs more than ${mostMegabytes} MB of memory` })
      : reject(fault),
  );
  try {
    const reply = await promise;
    if ('text' in reply) return reply.text;
    throw new CtxError('TemplateError', `the template ${path} cannot be rendered: ${reply.error}`);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
