import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toHeaders } from './exchange.ts';
import type { Exchange, HttpContext } from './http-context.ts';
import { createNonce, pagePolicy } from './security-headers.ts';
import { returnLocation, signInLocation } from './sign-in-location.ts';

/** Next's part: everything that is not the API. */
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The development server's own socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  close(): Promise<void>;
}

export interface PagesOptions {
  dir: string;
  dev: boolean;
  hostname: string;
  port: number;
}

/** Prepares Next's handler; the production build must be there unless `dev`. */
export async function createPages(options: PagesOptions): Promise<Pages> {
  const { default: next } = await import('next');
  const app = next({ ...options, customServer: true, quiet: !options.dev });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => upgrade(request, socket, head),
    close: () => app.close(),
  };
}

const withoutSession =
  /^\/(_next\/|sign-in$|favicon|icon|apple-icon|opengraph-image|manifest|robots\.txt$|__nextjs)|\.(svg|png|ico|webmanifest|woff2|txt)$/;

/** Serves a page with its own nonce; sends people who are not signed in to the sign-in page and back afterwards. */
export async function handlePage(
  context: HttpContext,
  exchange: Exchange,
  pages: { pages: Pages; dev: boolean },
): Promise<void> {
  const { request, response, url } = exchange;
  const isSignIn = url.pathname === '/sign-in';
  if (isSignIn || !withoutSession.test(url.pathname)) {
    const actor = await context.findActor(toHeaders(request));
    if (actor === null && !isSignIn) return redirect(response, signInLocation(url));
    if (actor !== null && isSignIn) return redirect(response, returnLocation(url.searchParams.get('next')));
  }
  const nonce = createNonce();
  const policy = pagePolicy(nonce, pages.dev);
  // Next reads the nonce for its own scripts out of the request's policy; the layout reads x-nonce.
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = nonce;
  response.setHeader('Content-Security-Policy', policy);
  await pages.pages.handle(request, response);
}

function redirect(response: ServerResponse, location: string): void {
  response.statusCode = 307;
  response.setHeader('Location', location);
  response.setHeader('Cache-Control', 'no-store');
  response.end();
}
