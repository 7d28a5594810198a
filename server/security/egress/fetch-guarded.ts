import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type AllowedHosts, hostOf, readAllowedHosts } from './allowed-hosts.ts';

/** The server may not, or will not, fetch this. */
export class EgressRefusal extends Error {
  override name = 'EgressRefusal';
}

export interface FetchedFile {
  status: number;
  content: Uint8Array;
}

/** Fetches a file that a blueprint names. Throws `EgressRefusal` for what it may not fetch, other errors when it cannot. */
export type FetchGuarded = (url: string, options?: { certificates?: string }) => Promise<FetchedFile>;

const mostRedirects = 3;
const mostBytes = 10 * 1024 * 1024;
const patience = 10_000;

/**
 * The one door through which the server fetches files of the web for blueprints (reliability.md P14): only from hosts
 * that the administrator has listed, only from the addresses that were checked, within 10 s and 10 MB.
 */
export function createFetchGuarded(allowed: readonly string[]): FetchGuarded {
  const hosts = readAllowedHosts(allowed);
  return async (text, options = {}) => {
    const signal = AbortSignal.timeout(patience);
    let url = readUrl(text);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const response = await request(url, { hosts, signal, ...options });
      const next = response.headers.location;
      const status = response.statusCode ?? 0;
      if (status < 300 || status > 399 || next === undefined)
        return { status, content: await contentOf(url, response) };
      response.destroy();
      url = readUrl(next, url);
    }
    throw new EgressRefusal(`${text} leads through more than ${mostRedirects} redirections.`);
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
  { hosts, signal, certificates }: { hosts: AllowedHosts; signal: AbortSignal; certificates?: string },
): Promise<IncomingMessage> {
  const refusal = hosts.refuseUrl(url);
  if (refusal !== null) {
    throw new EgressRefusal(
      `This server does not fetch ${url.href.slice(0, 500)}: ${refusal}. An administrator can allow it with GANTRY_URL_HOSTS, or put the file into the blueprint's folder.`,
    );
  }
  const [first] = await checkedAddresses(url, hosts);
  // The name is looked up once; what it answers a second time does not matter.
  const pinned: LookupFunction = (_name, options, done) => {
    if (first === undefined) done(new Error('no address'), '', 4);
    else if (options.all) done(null, [first]);
    else done(null, first.address, first.family);
  };
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { lookup: pinned, signal, agent: false as const, ...(certificates ? { ca: certificates } : {}) };
  send(url, options, resolve).once('error', reject).end();
  return await promise;
}

async function checkedAddresses(url: URL, hosts: AllowedHosts): Promise<{ address: string; family: number }[]> {
  const host = hostOf(url);
  const literal = isIP(host);
  const found = literal === 0 ? await lookup(host, { all: true }) : [{ address: host, family: literal }];
  const closed = found.find(({ address }) => !hosts.allowsAddress(address));
  if (closed === undefined) return found;
  throw new EgressRefusal(
    `This server does not fetch ${url.href.slice(0, 500)}: ${closed.address} is no public address. An administrator can allow its network with GANTRY_URL_HOSTS.`,
  );
}

async function contentOf(url: URL, response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) {
      response.destroy();
      throw new EgressRefusal(`${url.href.slice(0, 500)} has more than ${mostBytes / 1024 / 1024} MB.`);
    }
  }
  return Buffer.concat(chunks);
}
