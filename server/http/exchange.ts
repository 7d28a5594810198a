import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './http-context.ts';
import { type Refusal, tooLarge } from './request-guard.ts';
import { dataPolicy } from './security-headers.ts';
import { isLoopback } from './server-origin.ts';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', dataPolicy);
  response.end(JSON.stringify(body));
}

/** Begins an answer that the browser keeps as a file of that name. */
export function sendDownloadHead(response: ServerResponse, file: { type: string; name: string }): void {
  const plainName = file.name.replaceAll(/[^\w.-]/g, '_');
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': dataPolicy,
  });
}

const trpcCodes: Record<number, string> = {
  403: 'FORBIDDEN',
  405: 'METHOD_NOT_SUPPORTED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};
const invalidRequest = -32_600;

/** Turns a request away; in the form that the API's client reads when it is for the API. */
export function sendRefusal({ response, url }: Exchange, refusal: Refusal, retryAfter: number | null = null): void {
  if (retryAfter !== null) response.setHeader('Retry-After', String(retryAfter));
  // What is left of the body is not read, so the connection cannot be used again.
  response.setHeader('Connection', 'close');
  const { status, code, message } = refusal;
  if (!url.pathname.startsWith('/api/trpc/')) {
    sendJson(response, status, { code, message, retryAfter });
    return;
  }
  const data = {
    code: trpcCodes[status] ?? 'BAD_REQUEST',
    httpStatus: status,
    errorCode: code,
    kind: 'user',
    retryAfter,
  };
  sendJson(response, status, { error: { message, code: invalidRequest, data } });
}

/** The body, or why it was not taken. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | Refusal> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) return tooLarge(limit);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export function toHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}

/** Where the request comes from. A proxy's word counts only when there is meant to be one and it is on this machine. */
export function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const direct = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown';
  const forwarded = request.headers['x-forwarded-for'];
  if (!behindProxy || !isLoopback(direct) || typeof forwarded !== 'string') return direct;
  return forwarded.split(',').at(-1)?.trim() || direct;
}

/** A reader that takes nothing for this long is let go; it comes back and goes on after what it has. */
const patienceMs = 30_000;

/** Resolves when the reader has taken what was written, or has gone; one that takes nothing for long is let go. */
export async function whenDrained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => response.destroy(), patienceMs);
  for (const event of ['drain', 'close']) response.once(event, resolve);
  await promise;
  clearTimeout(timer);
  for (const event of ['drain', 'close']) response.off(event, resolve);
}
