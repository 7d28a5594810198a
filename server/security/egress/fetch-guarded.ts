import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createEgress, type Egress, EgressRefusal, showUrl } from './egress.ts';

export { EgressRefusal } from './egress.ts';

export interface FetchedFile {
  status: number;
  content: Uint8Array;
  /** Where it came from in the end; absent: from where it was asked for. */
  url?: URL;
  /** The `content-type` as it was sent, in lower case. */
  type?: string;
}

export interface FetchOptions {
  /** PEM of the authorities that are trusted, in place of the usual ones. */
  certificates?: string;
  /** Sent to the host of the URL only, and to no other that it leads to. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Told how many bytes have come so far. */
  onBytes?: (bytes: number) => void;
}

/** Fetches a file of the web. Throws `EgressRefusal` for what it may not fetch, other errors when it cannot. */
export type FetchGuarded = (url: string, options?: FetchOptions) => Promise<FetchedFile>;

/** How much a fetch may take: bytes and milliseconds. */
export interface FetchLimits {
  bytes: number;
  patience: number;
}

const mostRedirects = 3;
const megabyte = 1024 * 1024;
const advice = "An administrator can allow it with GANTRY_URL_HOSTS, or put the file into the blueprint's folder.";
const ofBlueprints: FetchLimits = { bytes: 10 * megabyte, patience: 10_000 };

/**
 * The one door through which the server fetches files of the web (reliability.md P14): only from hosts that the
 * administrator allows, only from the addresses that were checked, within a time and a size (10 s and 10 MB for what
 * blueprints name).
 */
export function createFetchGuarded(
  from: readonly string[] | Egress,
  { bytes, patience }: FetchLimits = ofBlueprints,
): FetchGuarded {
  const egress = 'checkUrl' in from ? from : createEgress(from, advice);
  return async (text, options = {}) => {
    const limit = AbortSignal.timeout(patience);
    const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
    const first = readUrl(text);
    let url = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      // What signs in is for the host that was named.
      const { headers = {}, ...rest } = options;
      const sent = url.origin === first.origin ? headers : {};
      const response = await request(url, egress, { ...rest, headers: sent, signal });
      const next = response.headers.location;
      const status = response.statusCode ?? 0;
      if (status < 300 || status > 399 || next === undefined) {
        const type = response.headers['content-type']?.toLowerCase() ?? '';
        return { status, content: await contentOf(url, response, { bytes, onBytes: options.onBytes }), url, type };
      }
      response.destroy();
      url = readUrl(next, url);
    }
    throw new EgressRefusal(`${showUrl(first)} leads through more than ${mostRedirects} redirections.`);
  };
}

function readUrl(text: string, base?: URL): URL {
  try {
    return new URL(text, base);
  } catch {
    throw new EgressRefusal(`${text.slice(0, 500)} is not a URL.`);
  }
}

async function request(
  url: URL,
  egress: Egress,
  { certificates, headers, signal }: FetchOptions & { signal: AbortSignal },
): Promise<IncomingMessage> {
  const address = await egress.checkUrl(url);
  // The name is looked up once; what it answers a second time does not matter.
  const pinned: LookupFunction = (_name, options, done) => {
    if (options.all) done(null, [address]);
    else done(null, address.address, address.family);
  };
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const ca = certificates ? { ca: certificates } : {};
  send(url, { lookup: pinned, signal, agent: false, headers: { ...headers }, ...ca }, resolve)
    .once('error', reject)
    .end();
  return await promise;
}

async function contentOf(
  url: URL,
  response: IncomingMessage,
  { bytes, onBytes }: { bytes: number; onBytes: FetchOptions['onBytes'] },
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    onBytes?.(size);
    if (size > bytes) {
      response.destroy();
      throw new EgressRefusal(`${showUrl(url)} has more than ${bytes / megabyte} MB.`);
    }
  }
  return Buffer.concat(chunks);
}
