import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import { colouredText, readableText } from '../../core/log/terminal-text.ts';
import type { EventView } from '../api/contract.ts';
import { errorData, toTrpcError } from '../api/errors.ts';
import { rowId } from '../api/inputs.ts';
import { logFilter } from '../api/routers/executions/log-inputs.ts';
import { authorise } from '../api/trpc.ts';
import { AppError } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import { sendDownloadHead, sendJson, toHeaders, whenDrained } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { createRightsCheck } from './rights-check.ts';

const path = /^\/api\/executions\/([^/]+)\/log$/;
/** Whoever may read the log on the page may download it. */
const right = 'executions.events';
/** What a download costs of the rate limit. */
const downloadCost = 10;

const formats = { txt: 'text/plain; charset=utf-8', ndjson: 'application/x-ndjson' } as const;
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const query = logFilter.omit({ regex: true, matchCase: true, types: true }).extend({
  format: z.enum(['txt', 'ndjson']).default('txt'),
  ansi: z.enum(['keep', 'strip']).default('strip'),
  regex: flag.optional(),
  matchCase: flag.optional(),
  types: z.preprocess((value) => String(value).split(',').filter(Boolean), logFilter.shape.types),
});

/** True for the path of a log's download. */
export function isLogDownload(pathname: string): boolean {
  return path.test(pathname);
}

/**
 * `GET /api/executions/ID/log?format=txt|ndjson&ansi=keep|strip` and the fields of LogFilterInput (`types` with commas
 * between): the log as a file. A page of lines at a time, each when the one before was taken.
 */
export async function handleLogDownload(context: HttpContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const headers = toHeaders(request);
  try {
    const actor = authorise(await context.findActor(headers), right);
    const wait = context.rateLimiter.take(exchange.address, downloadCost);
    if (wait > 0)
      throw new AppError('too-many-requests', `Too many requests. Try again in ${wait} seconds.`, { retryAfter: wait });
    const id = rowId.parse(path.exec(url.pathname)?.[1]);
    const { format, ansi, types, ...rest } = query.parse(Object.fromEntries(url.searchParams));
    const filter = url.searchParams.has('types') ? { ...rest, types } : rest;
    const { name, pages } = await context.services.executions.downloadLog(actor, { id, filter });
    const toText = ansi === 'keep' ? colouredText : readableText;
    const writeLine = format === 'txt' ? toLine : toJsonLine;
    const check = createRightsCheck(context, { headers, right });
    // The first page before the head: what is wrong with a pattern shows there.
    for await (const events of pages) {
      if (!response.headersSent) sendDownloadHead(response, { type: formats[format], name: `${name}.${format}` });
      const text = events.map((event) => writeLine({ ...event, text: toText(event.text) })).join('');
      if (!response.write(text)) await whenDrained(response);
      if (response.destroyed || context.closing.aborted) return void response.destroy();
      await check();
    }
    if (!response.headersSent) sendDownloadHead(response, { type: formats[format], name: `${name}.${format}` });
    response.end();
  } catch (fault) {
    sendFault(context, exchange, fault);
  }
}

/** A file that is not whole must not look so: the connection breaks. */
function sendFault(context: HttpContext, { response }: Exchange, fault: unknown): void {
  const error = toAppError(fault);
  if (error.kind !== 'user') context.log('error', 'the download of a log failed', { fault: error });
  const { errorCode, ...data } = errorData(error);
  const status = getHTTPStatusCodeFromError(toTrpcError(error));
  sendJson(response, status, { code: errorCode, message: error.message, ...data });
}

function toJsonLine(event: EventView): string {
  return `${JSON.stringify(event)}\n`;
}

/** Time, level, where it comes from, text. */
function toLine({ at, level, type, instance, operation, attempt, text }: EventView): string {
  const weight = type === 'task_failed' || type === 'workflow_failed' ? 'error' : (level ?? 'info');
  const place = [instance, operation, attempt === null || attempt < 2 ? null : `attempt ${attempt}`].filter(Boolean);
  const kind = type === 'log' ? [] : [type];
  return `${[at, weight.padEnd(8), ...(place.length > 0 ? [`[${place.join(' ')}]`] : []), ...kind, text].join(' ')}\n`;
}
