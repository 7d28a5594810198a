import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import { readableText } from '../../core/log/terminal-text.ts';
import { errorData, toTrpcError } from '../api/errors.ts';
import { rowId } from '../api/inputs.ts';
import { logInput } from '../api/routers/kubernetes/log-input.ts';
import { authorise } from '../api/trpc.ts';
import { AppError } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import { sendDownloadHead, sendJson, toHeaders, whenDrained } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { createRightsCheck } from './rights-check.ts';

const path = /^\/api\/deployments\/([^/]+)\/pod-log$/;
/** Whoever may read the log on the page may download it. */
const right = 'kubernetes.logs';
/** What a download costs of the rate limit. */
const downloadCost = 10;

const query = logInput
  .pick({ row: true, container: true })
  .extend({ previous: z.enum(['true', 'false']).default('false') });

/** True for the path of the download of a container's log. */
export function isPodLogDownload(pathname: string): boolean {
  return path.test(pathname);
}

/**
 * `GET /api/deployments/ID/pod-log?row=ROW&container=NAME&previous=true|false`: all lines that the cluster still has of a
 * container as a file, secrets masked, each when the one before was taken.
 */
export async function handlePodLogDownload(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const headers = toHeaders(request);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const actor = authorise(await context.findActor(headers), right);
    const wait = context.rateLimiter.take(exchange.address, downloadCost);
    if (wait > 0)
      throw new AppError('too-many-requests', `Too many requests. Try again in ${wait} seconds.`, { retryAfter: wait });
    const id = rowId.parse(path.exec(url.pathname)?.[1]);
    const { row, container, previous } = query.parse(Object.fromEntries(url.searchParams));
    const signal = AbortSignal.any([gone.signal, context.closing]);
    const wanted = { id, row, container, previous: previous === 'true', follow: false, tailLines: null, signal };
    const sendHead = (pod?: string): void => {
      const name = `${pod === undefined ? '' : `${pod}-`}${container}.txt`;
      if (!response.headersSent) sendDownloadHead(response, { type: 'text/plain; charset=utf-8', name });
    };
    const check = createRightsCheck(context, { headers, right });
    // The first lines before the head: what is wrong shows there.
    for await (const { pod, lines } of context.services.kubernetes.logs(actor, wanted)) {
      sendHead(pod);
      if (!response.write(lines.map((line) => `${readableText(line)}\n`).join(''))) await whenDrained(response);
      if (response.destroyed || context.closing.aborted) return void response.destroy();
      await check();
    }
    sendHead();
    response.end();
  } catch (fault) {
    const error = toAppError(fault);
    if (error.kind === 'bug') context.log('error', 'the download of a log failed', { fault: error });
    const { errorCode, ...data } = errorData(error);
    const status = getHTTPStatusCodeFromError(toTrpcError(error));
    // A file that is not whole must not look so: the connection breaks.
    sendJson(response, status, { code: errorCode, message: error.message, ...data });
  }
}
