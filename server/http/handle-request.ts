import type { IncomingMessage, ServerResponse } from 'node:http';
import { toAppError } from '../services/to-app-error.ts';
import { handleArchive } from './archive-handler.ts';
import { handleAuth } from './auth-handler.ts';
import { handleDraft, isDraftPath } from './draft-handler.ts';
import { addressOf, sendJson, sendRefusal } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { handleLogDownload, isLogDownload } from './log-download-handler.ts';
import { handlePage, type Pages } from './pages.ts';
import { handlePodLogDownload, isPodLogDownload } from './pod-log-handler.ts';
import { archivePath, guardRequest, type RequestFacts } from './request-guard.ts';
import { setCommonHeaders } from './security-headers.ts';
import { handleTrpc } from './trpc-handler.ts';

/** How the server is, for whoever watches it. */
export interface Health {
  status: 'ok' | 'degraded' | 'starting';
  problem: string | null;
}

export interface RequestHandling {
  context: HttpContext;
  /** Null: the API alone (tests). */
  pages: Pages | null;
  dev: boolean;
  behindProxy: boolean;
  health(): Health;
}

/** Takes every request: guard first, then by path. */
export async function handleRequest(
  handling: RequestHandling,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { context } = handling;
  const url = parseUrl(request.url, context.origin.url);
  const exchange: Exchange = { request, response, url, address: addressOf(request, handling.behindProxy) };
  setCommonHeaders(response, context.origin.url.startsWith('https:'));
  try {
    const refusal = guardRequest(factsOf(exchange), context.origin);
    if (refusal !== null) return sendRefusal(exchange, refusal);
    await route(handling, exchange);
  } catch (fault) {
    if (isDisconnect(fault)) return;
    const error = toAppError(fault);
    context.log('error', 'a request failed', { path: url.pathname, fault });
    const status = error.kind === 'operational' ? 503 : 500;
    sendJson(response, status, { code: error.code, message: error.message });
  }
}

async function route(handling: RequestHandling, exchange: Exchange): Promise<void> {
  const { context, pages, dev } = handling;
  const path = exchange.url.pathname;
  if (path === '/healthz') {
    const health = handling.health();
    return sendJson(exchange.response, health.status === 'ok' ? 200 : 503, health);
  }
  if (path.startsWith('/api/trpc/')) return handleTrpc(context, exchange);
  if (path.startsWith('/api/auth/')) return handleAuth(context, exchange);
  if (isLogDownload(path)) return handleLogDownload(context, exchange);
  if (isPodLogDownload(path)) return handlePodLogDownload(context, exchange);
  if (isDraftPath(path)) return handleDraft(context, exchange);
  if (path === archivePath) return handleArchive(context, exchange);
  if (path.startsWith('/api/') || pages === null) {
    return sendJson(exchange.response, 404, { code: 'not-found', message: 'There is no such page.' });
  }
  return handlePage(context, exchange, { pages, dev });
}

function parseUrl(target: string | undefined, origin: string): URL {
  // A target such as `//host/path` must stay a path.
  const path = (target ?? '/').replace(/^[/\\]{2,}/, '/');
  return URL.canParse(path, origin) ? new URL(path, origin) : new URL('/', origin);
}

function factsOf({ request, url }: Exchange): RequestFacts {
  const { headers } = request;
  const fetchSite = headers['sec-fetch-site'];
  const length = headers['content-length'];
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    contentType: headers['content-type'],
    contentLength: length === undefined ? undefined : Number(length),
  };
}

function isDisconnect(fault: unknown): boolean {
  return (
    fault instanceof Error &&
    'code' in fault &&
    (fault.code === 'ECONNRESET' || fault.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}
