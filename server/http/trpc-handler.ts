import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { fromAny } from '../api/errors.ts';
import { appRouter } from '../api/root.ts';
import type { ApiContext } from '../api/trpc.ts';
import { sendRefusal, toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { handleLogStream, logStreamPath } from './log-stream-handler.ts';
import { bodyLimits, maxBatchSize } from './request-guard.ts';
import { dataPolicy } from './security-headers.ts';

const prefix = '/api/trpc/';

/** The API: at most ten procedures a request, each of them counted by the rate limit. */
export async function handleTrpc(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const path = url.pathname.slice(prefix.length);
  const wait = context.rateLimiter.take(exchange.address, path.split(',').length);
  if (wait > 0) {
    const message = `Too many requests. Try again in ${wait} seconds.`;
    return sendRefusal(exchange, { status: 429, code: 'too-many-requests', message }, wait);
  }
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', dataPolicy);
  hurryReturns(response);
  if (path === logStreamPath && (await handleLogStream(exchange, await createContext(context, toHeaders(request)))))
    return;
  await nodeHTTPRequestHandler({
    router: appRouter,
    req: request,
    res: response,
    path,
    maxBatchSize,
    maxBodySize: bodyLimits.trpc,
    createContext: () => createContext(context, toHeaders(request)),
    onError: ({ error, path: procedure }) => {
      const fault = fromAny(error);
      const isOurEnd = context.closing.aborted;
      if (fault.kind !== 'user' && !isOurEnd) context.log('error', 'a procedure failed', { procedure, fault });
    },
  });
}

/**
 * Tells browsers to open a broken event stream again within a second (by themselves they wait for three, ui.md G17), and
 * not all in the same moment. tRPC has no field for it.
 */
function hurryReturns(response: ServerResponse): void {
  const write = response.write.bind(response) as (...piece: unknown[]) => boolean;
  response.write = (...piece: unknown[]): boolean => {
    response.write = write;
    const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream');
    // A field of the first event, which follows.
    if (isStream) write(`retry: ${400 + randomInt(400)}\n`);
    return write(...piece);
  };
}

async function createContext(context: HttpContext, headers: Headers): Promise<ApiContext> {
  return {
    services: context.services,
    actor: await context.findActor(headers),
    reauthenticate: () => context.findActorAgain(headers),
    closing: context.closing,
  };
}
