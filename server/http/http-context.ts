import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/ports/ports.ts';
import type { Db } from '../../db/client.ts';
import type { ServerLog } from '../log.ts';
import type { Actor } from '../security/actor.ts';
import type { Auth } from '../security/auth/create-auth.ts';
import type { SignInGuard } from '../security/auth/sign-in-guard.ts';
import type { RateLimiter } from '../security/rate-limit.ts';
import type { Services } from '../services/services.ts';
import type { ServerOrigin } from './server-origin.ts';

/** What the request handlers share. */
export interface HttpContext {
  services: Services;
  db: Db;
  auth: Auth;
  signInGuard: SignInGuard;
  rateLimiter: RateLimiter;
  origin: ServerOrigin;
  clock: Clock;
  log: ServerLog;
  findActor(headers: Headers): Promise<Actor | null>;
  /** The same for streams that are open, a moment old at most. */
  findActorAgain(headers: Headers): Promise<Actor | null>;
  /** Aborts when the server closes. */
  closing: AbortSignal;
}

/** One request on its way through the server. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** The address of the person's machine. */
  address: string;
}
