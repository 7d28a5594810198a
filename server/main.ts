import { fileURLToPath } from 'node:url';
import { assertPolicyComplete } from './api/policy-check.ts';
import { createContainer } from './container.ts';
import type { Health, RequestHandling } from './http/handle-request.ts';
import { handleRequest } from './http/handle-request.ts';
import { openHttpServer } from './http/http-server.ts';
import { createPages, type Pages } from './http/pages.ts';
import { createServerOrigin } from './http/server-origin.ts';
import type { Actor } from './security/actor.ts';
import { findActor } from './security/auth/find-actor.ts';
import { shareRecentActors } from './security/auth/recent-actors.ts';
import { createSignInGuard } from './security/auth/sign-in-guard.ts';
import { createRateLimiter } from './security/rate-limit.ts';
import type { RunningServer, ServerOptions } from './server-options.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** Procedures a second from one address; a page that opens asks for about ten. */
const rate = { perSecond: 500, burst: 2_000 };

/** What tests leave out. */
export interface ServerParts {
  pages: boolean;
  /** To compile them takes longer than the rest of a start. Absent: with them. */
  examples?: boolean;
}

/**
 * Starts the product's server: binds the address first, so that a port in use shows at once, then starts the parts,
 * then answers. Throws when a part cannot be started; nothing is left running then.
 */
export async function startServer(
  options: ServerOptions,
  parts: ServerParts = { pages: true },
): Promise<RunningServer> {
  assertPolicyComplete();
  const { env, dev, database } = options;
  const http = await openHttpServer(env.host, env.port);
  const origin = createServerOrigin({ host: env.host, port: http.port, publicUrl: env.publicUrl ?? undefined });
  const closing = new AbortController();
  const starting = [
    createContainer({ ...options, origin: origin.url, examples: parts.examples ?? true }),
    parts.pages ? createPages({ dir: checkout, dev, hostname: env.host, port: http.port }) : null,
  ] as const;
  const close = async (): Promise<void> => {
    // Streams first: they would keep the server open.
    closing.abort();
    const started = (await Promise.allSettled(starting)).flatMap((part) => ('value' in part ? [part.value] : []));
    await Promise.allSettled([http, ...started].map((part) => part?.close()));
  };
  try {
    const [container, pages] = await Promise.all(starting);
    const { services, auth, clock, log, runtime, firstAdministrator } = container;
    const find = (headers: Headers): Promise<Actor | null> => findActor(auth, database.db, headers);
    const handling: RequestHandling = {
      context: {
        ...{ services, auth, clock, log, origin, db: database.db },
        signInGuard: createSignInGuard(database.db, clock),
        rateLimiter: createRateLimiter(rate, clock),
        findActor: find,
        findActorAgain: shareRecentActors(find, clock),
        closing: closing.signal,
      },
      pages,
      dev,
      behindProxy: env.publicUrl !== null,
      health: () => healthOf(runtime?.health().database),
    };
    http.serve((request, response) => handleRequest(handling, request, response), dev ? upgradeOf(pages) : null);
    return { url: origin.url, firstAdministrator, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function upgradeOf(pages: Pages | null): Pages['upgrade'] | null {
  return pages === null ? null : (request, socket, head) => pages.upgrade(request, socket, head);
}

/** Anybody may ask; the reason is in the log. */
function healthOf(database: 'ok' | 'degraded' | undefined): Health {
  if (database !== 'degraded') return { status: 'ok', problem: null };
  return { status: 'degraded', problem: 'Writes to the database fail and are repeated.' };
}
