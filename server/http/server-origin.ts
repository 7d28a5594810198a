import { isIP } from 'node:net';

/** Where this server is reached, and by which `Host` headers. */
export interface ServerOrigin {
  /** e.g. `http://127.0.0.1:8420`; what people type, and the only origin that cookies are set for. */
  url: string;
  /** Whether a request's `Host` header is one of ours. */
  allowsHost(host: string | undefined): boolean;
  /** Whether an `Origin` header belongs to a page of ours, given the request's `Host`. */
  allowsOrigin(origin: string, host: string): boolean;
}

export interface OriginOptions {
  /** The address the server is bound to. */
  host: string;
  port: number;
  /** Where a reverse proxy serves it, when there is one. */
  publicUrl?: string | undefined;
}

/**
 * A server bound to loopback answers to loopback names only, so that a foreign name that resolves here (DNS
 * rebinding) gets nothing. One bound elsewhere cannot know its names; there the origin must equal the request's host.
 */
export function createServerOrigin({ host, port, publicUrl }: OriginOptions): ServerOrigin {
  const own = `http://${hostAndPort(isWildcard(host) ? '127.0.0.1' : host, port)}`;
  const url = publicUrl === undefined ? own : new URL(publicUrl).origin;
  const names = new Set([
    hostAndPort('127.0.0.1', port),
    hostAndPort('localhost', port),
    hostAndPort('::1', port),
    new URL(url).host,
  ]);
  if (!isWildcard(host)) names.add(hostAndPort(host, port));
  const strict = isLoopback(host) || publicUrl !== undefined;
  const allowsHost = (name: string | undefined): boolean =>
    name !== undefined && (names.has(name.toLowerCase()) || (!strict && /^[\w.\-[\]:]+$/.test(name)));
  return {
    url,
    allowsHost,
    allowsOrigin: (origin, name) => origin === url || (allowsHost(name) && origin === `http://${name.toLowerCase()}`),
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '';
}

function hostAndPort(host: string, port: number): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return port === 80 ? name : `${name}:${port}`;
}
