import type { ServerOrigin } from './server-origin.ts';

/** What the guard looks at; headers in lower case. */
export interface RequestFacts {
  method: string;
  /** Without the query. */
  path: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  contentType: string | undefined;
  contentLength: number | undefined;
}

/** Why a request is turned away before anything of it is read. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

export const archivePath = '/api/blueprints/archive';
/** Where the content of a draft's file that is no text is sent to. */
export const draftContentPath: RegExp = /^\/api\/drafts\/([^/]+)\/content$/;

/** Where an archive is sent to that is to be looked at beside a draft. */
export const draftUnpackPath: RegExp = /^\/api\/drafts\/([^/]+)\/unpack$/;

const megabyte = 1024 * 1024;
/** A blueprint's text of 4 MB grows when it is written as JSON. */
export const bodyLimits = { trpc: 10 * megabyte, auth: 16 * 1024, archive: 50 * megabyte, draftContent: 10 * megabyte };

export const maxBatchSize = 10;

/**
 * The first thing every request meets (reliability.md facts 4 and 5): the host must be ours, everything that changes
 * something must be a same-origin request of a kind that browsers never send across sites without asking, and of a
 * bounded size. Returns null when the request may go on.
 */
export function guardRequest(facts: RequestFacts, origin: ServerOrigin): Refusal | null {
  if (!origin.allowsHost(facts.host)) {
    return refuse(403, 'wrong-host', `This server answers at ${origin.url} only. Open that address.`);
  }
  const reads = facts.method === 'GET' || facts.method === 'HEAD';
  if (!facts.path.startsWith('/api/')) return reads ? null : notAllowed(facts);
  return checkSameSite(facts, origin) ?? (reads ? checkRead(facts) : checkWrite(facts));
}

function checkSameSite(facts: RequestFacts, origin: ServerOrigin): Refusal | null {
  const { fetchSite } = facts;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return refuse(403, 'cross-site', 'Requests from other sites are not answered.');
  }
  if (facts.origin !== undefined && !origin.allowsOrigin(facts.origin, facts.host ?? '')) {
    return refuse(403, 'cross-site', 'Requests from other sites are not answered.');
  }
  return null;
}

function checkRead(facts: RequestFacts): Refusal | null {
  return [draftContentPath, draftUnpackPath].some((each) => each.test(facts.path)) || facts.path === archivePath
    ? notAllowed(facts)
    : null;
}

interface WriteRule {
  method: 'POST' | 'PUT';
  type: string;
  limit: number;
}

function ruleFor(path: string): WriteRule | null {
  if (path.startsWith('/api/trpc/')) return { method: 'POST', type: 'application/json', limit: bodyLimits.trpc };
  if (path.startsWith('/api/auth/')) return { method: 'POST', type: 'application/json', limit: bodyLimits.auth };
  if (path === archivePath || draftUnpackPath.test(path))
    return { method: 'PUT', type: 'application/octet-stream', limit: bodyLimits.archive };
  if (draftContentPath.test(path))
    return { method: 'PUT', type: 'application/octet-stream', limit: bodyLimits.draftContent };
  return null;
}

function checkWrite(facts: RequestFacts): Refusal | null {
  const rule = ruleFor(facts.path);
  if (rule === null || facts.method !== rule.method) return notAllowed(facts);
  if (facts.contentType?.split(';')[0]?.trim().toLowerCase() !== rule.type) {
    return refuse(415, 'wrong-type', `The body must be sent as ${rule.type}.`);
  }
  if (facts.contentLength !== undefined && facts.contentLength > rule.limit) return tooLarge(rule.limit);
  return null;
}

export function tooLarge(limit: number): Refusal {
  const size = limit >= megabyte ? `${limit / megabyte} MB` : `${limit / 1024} kB`;
  return refuse(413, 'too-large', `The request is larger than ${size}.`);
}

function notAllowed(facts: RequestFacts): Refusal {
  return refuse(405, 'not-allowed', `${facts.method} is not possible at ${facts.path.slice(0, 100)}.`);
}

function refuse(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
