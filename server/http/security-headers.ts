import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Headers that every answer carries. */
export function setCommonHeaders(response: ServerResponse, secure: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/** For pages: scripts only with this answer's nonce; styles inline because React Flow and CodeMirror set them so. */
export function pagePolicy(nonce: string, dev: boolean): string {
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For answers that are data: nothing may run or load even if a browser is made to show them. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
