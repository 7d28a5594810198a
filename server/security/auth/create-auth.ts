import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { Db } from '../../../db/client.ts';
import { account, session, user, verification } from '../../../db/schema/auth.ts';

export interface AuthOptions {
  db: Db;
  /** Signs the session cookies; derived from the data folder's key. */
  secret: string;
  /** Where people reach the product, e.g. `http://127.0.0.1:8420`. */
  origin: string;
}

export const shortestPassword = 12;
export const longestPassword = 256;

/**
 * Sessions and passwords. Nobody signs up: administrators make users. The library's own limiter is off because ours
 * counts in the database, by account and address (sign-in-guard.ts).
 */
export function createAuth({ db, secret, origin }: AuthOptions) {
  return betterAuth({
    appName: 'Gantry',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [origin],
    database: drizzleAdapter(db, { provider: 'pg', schema: { user, session, account, verification } }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: { expiresIn: 7 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },
    advanced: {
      cookiePrefix: 'gantry',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
