import { describe, expect, it } from 'vitest';
import { archivePath, guardRequest, type RequestFacts } from './request-guard.ts';
import { createServerOrigin } from './server-origin.ts';

const origin = createServerOrigin({ host: '127.0.0.1', port: 8420 });

const honest: RequestFacts = {
  method: 'POST',
  path: '/api/trpc/blueprints.delete',
  host: '127.0.0.1:8420',
  origin: 'http://127.0.0.1:8420',
  fetchSite: 'same-origin',
  contentType: 'application/json',
  contentLength: 10,
};

function statusOf(change: Partial<RequestFacts>): number | null {
  return guardRequest({ ...honest, ...change }, origin)?.status ?? null;
}

describe('request guard', () => {
  it('lets honest requests through', () => {
    expect(statusOf({})).toBeNull();
    expect(statusOf({ contentType: 'application/json; charset=utf-8' })).toBeNull();
    expect(statusOf({ origin: undefined, fetchSite: undefined })).toBeNull();
    expect(statusOf({ host: 'localhost:8420', origin: 'http://localhost:8420' })).toBeNull();
    expect(statusOf({ method: 'GET', contentType: undefined, origin: undefined })).toBeNull();
    expect(statusOf({ method: 'GET', path: '/deployments', fetchSite: 'cross-site', origin: undefined })).toBeNull();
    expect(statusOf({ method: 'PUT', path: archivePath, contentType: 'application/octet-stream' })).toBeNull();
  });

  const simpleTypes = ['multipart/form-data; boundary=x', 'text/plain', 'application/x-www-form-urlencoded', undefined];
  const sites = ['cross-site', 'same-site'];
  const origins = ['https://evil.example', 'null', 'http://127.0.0.1:9999', 'https://127.0.0.1:8420'];

  it.each(simpleTypes)('refuses a mutation sent as %s', (contentType) => {
    expect(statusOf({ contentType })).toBe(415);
    expect(statusOf({ contentType, method: 'PUT', path: archivePath })).toBe(415);
  });

  it.each(sites)('refuses what a page of a %s sends, reads and streams included', (fetchSite) => {
    expect(statusOf({ fetchSite })).toBe(403);
    expect(statusOf({ fetchSite, method: 'GET', path: '/api/trpc/executions.stream' })).toBe(403);
  });

  it.each(origins)('refuses the origin %s', (other) => {
    expect(statusOf({ origin: other, fetchSite: undefined })).toBe(403);
    expect(statusOf({ origin: other, method: 'PUT', path: archivePath, contentType: 'application/octet-stream' })).toBe(
      403,
    );
  });

  it.each(['evil.example', 'evil.example:8420', '127.0.0.1:1', undefined])('refuses the host %s', (host) => {
    expect(statusOf({ host })).toBe(403);
    expect(statusOf({ host, method: 'GET', path: '/' })).toBe(403);
  });

  it('refuses other methods and paths', () => {
    expect(statusOf({ method: 'PUT' })).toBe(405);
    expect(statusOf({ method: 'DELETE' })).toBe(405);
    expect(statusOf({ method: 'OPTIONS' })).toBe(405);
    expect(statusOf({ path: '/api/other' })).toBe(405);
    expect(statusOf({ path: '/deployments' })).toBe(405);
    expect(statusOf({ method: 'GET', path: archivePath })).toBe(405);
  });

  it('refuses bodies that say they are too large', () => {
    expect(statusOf({ contentLength: 11 * 1024 * 1024 })).toBe(413);
    expect(statusOf({ path: '/api/auth/sign-in/email', contentLength: 17 * 1024 })).toBe(413);
  });
});

describe('server origin', () => {
  it('takes any plain host but only its own origin when bound to all addresses', () => {
    const open = createServerOrigin({ host: '0.0.0.0', port: 8420 });
    expect(open.allowsHost('gantry.lan:8420')).toBe(true);
    expect(open.allowsHost('bad host')).toBe(false);
    expect(open.allowsOrigin('http://gantry.lan:8420', 'gantry.lan:8420')).toBe(true);
    expect(open.allowsOrigin('http://evil.example', 'gantry.lan:8420')).toBe(false);
  });

  it('answers to its public name and to loopback behind a proxy', () => {
    const proxied = createServerOrigin({ host: '127.0.0.1', port: 8420, publicUrl: 'https://gantry.example.org' });
    expect(proxied.url).toBe('https://gantry.example.org');
    expect(proxied.allowsHost('gantry.example.org')).toBe(true);
    expect(proxied.allowsHost('127.0.0.1:8420')).toBe(true);
    expect(proxied.allowsHost('evil.example')).toBe(false);
    expect(proxied.allowsOrigin('https://gantry.example.org', 'gantry.example.org')).toBe(true);
    expect(proxied.allowsOrigin('http://gantry.example.org', 'gantry.example.org')).toBe(true);
  });
});
