import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { errorData, toTrpcError } from '../api/errors.ts';
import { rowId } from '../api/inputs.ts';
import { authorise } from '../api/trpc.ts';
import { AppError } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import { readBody, sendDownloadHead, sendJson, sendRefusal, toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { bodyLimits, draftContentPath, draftUnpackPath } from './request-guard.ts';

const archive = /^\/api\/drafts\/([^/]+)\/archive$/;
/** What a download or an upload costs of the rate limit. */
const cost = 5;

/** True for what `handleDraft` answers. */
export function isDraftPath(pathname: string): boolean {
  return [archive, draftContentPath, draftUnpackPath].some((path) => path.test(pathname));
}

/**
 * `PUT /api/drafts/ID/content` with the content of a file that is no text as its body: answers with its hash and size.
 * `PUT /api/drafts/ID/unpack` with an archive: answers with its files and changes none of the draft.
 * `GET /api/drafts/ID/archive`: the draft as tar.gz.
 */
export async function handleDraft(context: HttpContext, exchange: Exchange): Promise<void> {
  const { response } = exchange;
  try {
    if (archive.test(exchange.url.pathname)) await sendArchive(context, exchange);
    else await take(context, exchange);
  } catch (fault) {
    const error = toAppError(fault);
    if (error.kind !== 'user') context.log('error', 'the files of a draft failed', { fault: error });
    const { errorCode, ...data } = errorData(error);
    response.setHeader('Connection', 'close');
    sendJson(response, getHTTPStatusCodeFromError(toTrpcError(error)), {
      code: errorCode,
      message: error.message,
      ...data,
    });
  }
}

async function sendArchive(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const actor = authorise(await context.findActor(toHeaders(request)), 'drafts.open');
  limitRate(context, exchange);
  const id = rowId.parse(archive.exec(url.pathname)?.[1]);
  const packed = await context.services.drafts.pack(actor, id);
  sendDownloadHead(response, { type: 'application/gzip', name: `${packed.name}.tar.gz` });
  response.end(packed.archive);
}

async function take(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  // Before the body is read: nobody fills the memory who may not write.
  const actor = authorise(await context.findActor(toHeaders(request)), 'drafts.save');
  limitRate(context, exchange);
  const isArchive = draftUnpackPath.test(url.pathname);
  const id = rowId.parse((isArchive ? draftUnpackPath : draftContentPath).exec(url.pathname)?.[1]);
  const content = await readBody(request, isArchive ? bodyLimits.archive : bodyLimits.draftContent);
  if (!Buffer.isBuffer(content)) return sendRefusal(exchange, content);
  const { drafts } = context.services;
  sendJson(
    response,
    200,
    isArchive ? await drafts.unpack(actor, { id, archive: content }) : await drafts.send(actor, { id, content }),
  );
}

function limitRate(context: HttpContext, { address }: Exchange): void {
  const wait = context.rateLimiter.take(address, cost);
  if (wait > 0)
    throw new AppError('too-many-requests', `Too many requests. Try again in ${wait} seconds.`, { retryAfter: wait });
}
