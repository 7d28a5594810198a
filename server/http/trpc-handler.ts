import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { fromAny } from '../api/errors.ts';
import { appRouter } from '../api/root.ts';
import type { ApiContext } from '../api/trpc.ts';
import { sendRefusal, toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
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

async function createContext(context: HttpContext, headers: Headers): Promise<ApiContext> {
  return {
    services: context.services,
    actor: await context.findActor(headers),
    reauthenticate: () => context.findActorAgain(headers),
    closing: context.closing,
  };
}
