import type { ServerResponse } from 'node:http';
import { getTRPCErrorShape } from '@trpc/server';
import { toTrpcError } from '../api/errors.ts';
import { appRouter } from '../api/root.ts';
import { streamInput } from '../api/routers/executions/stream-input.ts';
import { guardStream } from '../api/stream.ts';
import { type ApiContext, authorise, streamTiming } from '../api/trpc.ts';
import type { Actor } from '../security/actor.ts';
import { whenDrained } from './exchange.ts';
import type { Exchange } from './http-context.ts';
import { frameOf, namedFrame } from './stream-frames.ts';

export const logStreamPath = 'executions.stream';

interface LogStream {
  id: string;
  after: number;
  ctx: ApiContext & { actor: Actor };
}

/**
 * The live log of an execution, `executions.stream`, by a writer of its own: a thousand people may watch the same
 * one, and here they share each message's text, and nothing is read ahead for those who are slow. Returns false when
 * the request is not in order: tRPC answers it then, as it does all others.
 */
export async function handleLogStream(exchange: Exchange, ctx: ApiContext): Promise<boolean> {
  const stream = readRequest(exchange, ctx);
  if (stream === null) return false;
  const { response } = exchange;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write(namedFrame('connected', JSON.stringify(streamTiming.client)));
  const ping = setInterval(() => {
    if (!response.writableNeedDrain) response.write(namedFrame('ping'));
  }, streamTiming.ping.intervalMs);
  try {
    await sendMessages(response, stream, gone.signal);
  } finally {
    clearInterval(ping);
    response.end();
  }
  return true;
}

async function sendMessages(response: ServerResponse, stream: LogStream, signal: AbortSignal): Promise<void> {
  const { ctx, ...input } = stream;
  try {
    const messages = guardStream({ ctx, path: logStreamPath, signal }, (until) =>
      ctx.services.executions.stream(ctx.actor, { ...input, signal: until }),
    );
    for await (const message of messages) {
      if (!response.write(frameOf(message))) await whenDrained(response);
      if (signal.aborted) return;
    }
    response.write(namedFrame('return'));
  } catch (fault) {
    if (!signal.aborted) response.write(namedFrame('serialized-error', JSON.stringify(shapeOf(fault, ctx))));
  }
}

function readRequest({ request, url }: Exchange, ctx: ApiContext): LogStream | null {
  if (request.method !== 'GET' || url.searchParams.has('batch')) return null;
  const input = streamInput.safeParse(parse(url.searchParams.get('input')));
  if (!input.success) return null;
  const header = request.headers['last-event-id'];
  const given = typeof header === 'string' ? header : url.searchParams.get('lastEventId');
  const last = given ?? input.data.lastEventId;
  const place = streamInput.safeParse({ ...input.data, lastEventId: last });
  try {
    const actor = authorise(ctx.actor, logStreamPath);
    return place.success ? { id: input.data.id, after: Number(last ?? 0), ctx: { ...ctx, actor } } : null;
  } catch {
    return null;
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function shapeOf(fault: unknown, ctx: ApiContext): unknown {
  const about = { type: 'subscription', path: logStreamPath, input: undefined, ctx } as const;
  return getTRPCErrorShape({ config: appRouter._def._config, error: toTrpcError(fault), ...about });
}
