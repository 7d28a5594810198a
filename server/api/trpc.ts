import { initTRPC } from '@trpc/server';
import { AppError } from '../faults/app-error.ts';
import { rolesAllowed } from '../security/policy.ts';
import type { Actor, Services } from '../services/services.ts';
import { errorData, fromAny, toTrpcError } from './errors.ts';

/** What each request carries. `actor` is null when nobody is signed in. */
export interface ApiContext {
  services: Services;
  actor: Actor | null;
  /** Reads the session and role again, so that a stream ends soon after they were taken away. */
  reauthenticate(): Promise<Actor | null>;
  /** Aborts when the server closes. */
  closing: AbortSignal;
}

/** When a stream shows that it is alive, and when its reader takes it for dead, ms. */
export const streamTiming = {
  ping: { enabled: true, intervalMs: 15_000 },
  client: { reconnectAfterInactivityMs: 40_000 },
};

const trpc = initTRPC.context<ApiContext>().create({
  isServer: true,
  isDev: false,
  sse: streamTiming,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: fromAny(error).message,
    data: { ...shape.data, ...errorData(error) },
  }),
});

export const router = trpc.router;

/** Throws unless the policy table lets the actor call the procedure. */
export function authorise(actor: Actor | null, path: string): Actor {
  if (actor === null) throw new AppError('unauthenticated', 'You are not signed in. Sign in and try again.');
  const allowed = rolesAllowed(path);
  if (!allowed.includes(actor.role)) {
    const needed = allowed.length > 0 ? allowed.join(' or ') : 'nobody';
    throw new AppError(
      'forbidden',
      `Your role is ${actor.role}; this needs ${needed}. Ask an administrator to do it or to change your role.`,
    );
  }
  return actor;
}

/** The one kind of procedure there is: authorised by its path, its faults mapped to what a person may see. */
export const procedure = trpc.procedure.use(async ({ ctx, path, next }) => {
  const actor = authorised(ctx.actor, path);
  const result = await next({ ctx: { ...ctx, actor } });
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

function authorised(actor: Actor | null, path: string): Actor {
  try {
    return authorise(actor, path);
  } catch (fault) {
    throw toTrpcError(fault);
  }
}
