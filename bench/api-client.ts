import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../server/api/root.ts';

export interface Administrator {
  email: string;
  password: string;
}

/**
 * Signs in over HTTP, as the page does, and returns the API for that session.
 * @throws Error when the server does not let the administrator in
 */
export async function signIn(url: string, { email, password }: Administrator): Promise<TRPCClient<AppRouter>> {
  const origin = new URL(url).origin;
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`The sign-in was answered with ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/api/trpc`, headers: { cookie, origin } })],
  });
}
