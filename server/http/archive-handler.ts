import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { errorData, toTrpcError } from '../api/errors.ts';
import { givenName } from '../api/inputs.ts';
import { authorise } from '../api/trpc.ts';
import { AppError } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import { readBody, sendJson, sendRefusal, toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { bodyLimits } from './request-guard.ts';

/** `PUT /api/blueprints/archive?name=&main=` with the archive as its body; answers with an UploadResult. */
export async function handleArchive(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  try {
    // Before the body is read: nobody fills the memory who may not upload.
    const actor = authorise(await context.findActor(toHeaders(request)), 'blueprints.upload');
    const name = givenName.safeParse(url.searchParams.get('name') ?? '');
    if (!name.success)
      throw new AppError('bad-request', `The blueprint's name ${name.error.issues[0]?.message ?? 'is wrong'}.`);
    const wait = context.rateLimiter.take(exchange.address, 10);
    if (wait > 0)
      throw new AppError('too-many-requests', `Too many requests. Try again in ${wait} seconds.`, { retryAfter: wait });
    const archive = await readBody(request, bodyLimits.archive);
    if (!Buffer.isBuffer(archive)) return sendRefusal(exchange, archive);
    const mainFile = url.searchParams.get('main') || null;
    sendJson(
      response,
      200,
      await context.services.blueprints.uploadArchive(actor, { name: name.data, mainFile, archive }),
    );
  } catch (fault) {
    const error = toAppError(fault);
    if (error.kind !== 'user') context.log('error', 'an upload failed', { fault: error });
    const { errorCode, ...data } = errorData(error);
    response.setHeader('Connection', 'close');
    sendJson(response, getHTTPStatusCodeFromError(toTrpcError(error)), {
      code: errorCode,
      message: error.message,
      ...data,
    });
  }
}
