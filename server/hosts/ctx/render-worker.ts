import { parentPort, workerData } from 'node:worker_threads';
import { renderJinja } from './render-jinja.ts';
import type { RenderReply, RenderRequest } from './render-template.ts';

// The thread that `renderTemplate` starts.
const { text, variables } = workerData as RenderRequest;
let reply: RenderReply;
try {
  reply = { text: renderJinja(text, variables) };
} catch (error) {
  reply = { error: error instanceof Error ? error.message : String(error) };
}
parentPort?.postMessage(reply);
