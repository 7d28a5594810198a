import { AppError } from '../faults/app-error.ts';
import type { Actor } from '../services/services.ts';
import { toTrpcError } from './errors.ts';
import { type ApiContext, authorise } from './trpc.ts';

const recheckEvery = 2_000;

interface StreamRequest {
  ctx: ApiContext & { actor: Actor };
  path: string;
  /** Aborts when the client has gone. */
  signal: AbortSignal | undefined;
}

/**
 * Runs a subscription's source until the client goes, the server closes, or the session is taken away or the role changes, which is
 * looked at every 2 s (reliability.md P22: effective within 5 s, also on open streams).
 */
export async function* guardStream<T>(
  request: StreamRequest,
  open: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const ended = new AbortController();
  const rights = watchRights(request, ended);
  const signals = [ended.signal, request.ctx.closing, ...(request.signal === undefined ? [] : [request.signal])];
  try {
    yield* open(AbortSignal.any(signals));
    if (ended.signal.reason instanceof AppError) throw ended.signal.reason;
    // A stream that simply ended would be taken for complete; after this fault the client connects again.
    if (request.ctx.closing.aborted) throw new AppError('unavailable', 'The server is stopping.');
  } catch (fault) {
    throw toTrpcError(ended.signal.reason instanceof AppError ? ended.signal.reason : fault);
  } finally {
    clearInterval(rights);
    ended.abort();
  }
}

function watchRights(request: StreamRequest, ended: AbortController): NodeJS.Timeout {
  const check = async (): Promise<void> => {
    try {
      const actor = authorise(await request.ctx.reauthenticate(), request.path);
      const { tenant, role } = request.ctx.actor;
      if (actor.tenant.id !== tenant.id) throw new AppError('forbidden', 'This belongs to another tenant.');
      // Who may still look connects again, and the page learns what it may offer now.
      if (actor.role !== role) throw new AppError('forbidden', `Your role is ${actor.role} now.`);
    } catch (fault) {
      // A database that is away for a moment takes no rights away; the stream itself will notice.
      if (fault instanceof AppError) ended.abort(fault);
    }
  };
  return setInterval(() => void check(), recheckEvery).unref();
}
