import type { ServerResponse } from 'node:http';
import type { Actor } from '../security/actor.ts';
import { recordAudit } from '../security/audit.ts';
import { readBody, sendJson, sendRefusal, toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { bodyLimits } from './request-guard.ts';

const prefix = '/api/auth';
const signInPath = `${prefix}/sign-in/email`;
const changePasswordPath = `${prefix}/change-password`;
const updateUserPath = `${prefix}/update-user`;
/** Their audit entries name who was signed in before the answer. */
const needsSession = new Set([`${prefix}/sign-out`, changePasswordPath, updateUserPath]);
/** What looking at a password costs of the rate limit: it takes a tenth of a second of this machine. */
const passwordCost = 20;

/** The library offers more than is used here; what is not named is not there. */
const offered = new Map([
  [signInPath, 'POST'],
  [`${prefix}/sign-out`, 'POST'],
  [`${prefix}/get-session`, 'GET'],
  [changePasswordPath, 'POST'],
  [updateUserPath, 'POST'],
]);

const audited = new Map([
  [signInPath, 'session.sign-in'],
  [`${prefix}/sign-out`, 'session.sign-out'],
  [changePasswordPath, 'session.change-password'],
  [updateUserPath, 'session.update-user'],
]);

/** Sign-in, sign-out and passwords. Sign-ins are counted before the password is looked at. */
export async function handleAuth(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  if (offered.get(url.pathname) !== request.method) {
    return sendJson(response, 404, { code: 'not-found', message: 'There is no such page.' });
  }
  const body = request.method === 'POST' ? await readBody(request, bodyLimits.auth) : null;
  if (body !== null && !Buffer.isBuffer(body)) return sendRefusal(exchange, body);
  const before = needsSession.has(url.pathname) ? await context.findActor(toHeaders(request)) : null;
  const account = accountOf(url.pathname, body, before);
  const wait = account === null ? 0 : await waitBefore(context, exchange, account);
  if (wait > 0) return sendTooManyAttempts(exchange, wait);
  const sent = url.pathname === changePasswordPath ? endingOtherSessions(body) : body;
  const answer = await context.auth.handler(toRequest(exchange, sent, context.origin.url));
  if (answer.ok && account !== null) await context.signInGuard.succeeded(account, exchange.address);
  if (answer.ok) await audit(context, exchange, before ?? (await actorOfAnswer(context, answer)));
  await sendAnswer(response, answer);
}

/** Seconds before a password may be looked at; 0 when an attempt was reserved. */
async function waitBefore(context: HttpContext, exchange: Exchange, account: string): Promise<number> {
  const busy = context.rateLimiter.take(exchange.address, passwordCost);
  const wait = busy > 0 ? busy : await context.signInGuard.reserve(account, exchange.address);
  // Not the account: people type passwords into that field.
  if (wait > 0) context.log('warning', 'too many attempts with a password', { address: exchange.address });
  return wait;
}

/** Whose password an attempt is about; null when the request looks at none. */
function accountOf(path: string, body: Buffer | null, actor: Actor | null): string | null {
  if (path === signInPath) return readEmail(body);
  return path === changePasswordPath ? (actor?.email ?? '') : null;
}

function sendTooManyAttempts(exchange: Exchange, wait: number): void {
  const time = wait > 90 ? `${Math.ceil(wait / 60)} minutes` : `${wait} seconds`;
  const message = `Too many attempts with the password of this account from here. Try again in ${time}.`;
  sendRefusal(exchange, { status: 429, code: 'too-many-requests', message }, wait);
}

/** Whoever knows the old password is signed out by a new one. */
function endingOtherSessions(body: Buffer | null): Buffer | null {
  const value = parseObject(body);
  return value === null ? body : Buffer.from(JSON.stringify({ ...value, revokeOtherSessions: true }));
}

function readEmail(body: Buffer | null): string {
  const email = parseObject(body)?.['email'];
  return typeof email === 'string' ? email : '';
}

function parseObject(body: Buffer | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body?.toString('utf8') ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function toRequest({ request, url }: Exchange, body: Buffer | null, origin: string): Request {
  const headers = toHeaders(request);
  // The guard has compared the origin already; the library compares it with the one name it knows.
  if (headers.has('origin')) headers.set('origin', origin);
  headers.delete('content-length');
  const target = new URL(url.pathname + url.search, origin);
  return new Request(target, {
    method: request.method ?? 'GET',
    headers,
    body: body === null ? null : new Uint8Array(body),
  });
}

/** A sign-in's session is in the cookies of its answer. */
async function actorOfAnswer(context: HttpContext, answer: Response) {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
  return context.findActor(new Headers({ cookie: cookies.join('; ') }));
}

async function audit(
  context: HttpContext,
  exchange: Exchange,
  actor: Awaited<ReturnType<HttpContext['findActor']>>,
): Promise<void> {
  const action = audited.get(exchange.url.pathname);
  if (action === undefined || actor === null) return;
  await context.db.transaction((tx) =>
    recordAudit(tx, {
      tenantId: actor.tenant.id,
      at: new Date(context.clock.now()),
      actor: actor.email,
      action,
      target: actor.email,
      detail: { address: exchange.address },
    }),
  );
}

async function sendAnswer(response: ServerResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  response.setHeader('Cache-Control', 'no-store');
  response.end(Buffer.from(await answer.arrayBuffer()));
}
