import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostOf, readAllowedHosts } from './allowed-hosts.ts';

/** The server may not, or will not, fetch this. */
export class EgressRefusal extends Error {
  override name = 'EgressRefusal';
}

/** An address that was checked: what is connected to, whatever the name stands for a moment later. */
export interface CheckedAddress {
  address: string;
  family: number;
}

/** Where the server may connect to for somebody. */
export interface Egress {
  /** Throws `EgressRefusal` unless a file may be fetched from the URL; its host's name is looked up here, once. */
  checkUrl(url: URL): Promise<CheckedAddress>;
  /** The same for a host that is not asked by HTTP. */
  checkHost(host: string): Promise<CheckedAddress>;
}

/**
 * `advice`: how an administrator allows more, a sentence for the end of refusals. `verb`: what the server does there,
 * for their beginning.
 */
export function createEgress(allowed: readonly string[], advice: string, verb: 'fetch' | 'ask' = 'fetch'): Egress {
  const hosts = readAllowedHosts(allowed, verb === 'fetch' ? 'files may be fetched from' : 'may be asked');
  const refused = (what: string, reason: string) =>
    new EgressRefusal(`This server does not ${verb} ${what}: ${reason}`);
  const check = async (what: string, { host, refusal }: { host: string; refusal: string | null }) => {
    if (refusal !== null) throw refused(what, `${refusal}. ${advice}`);
    const literal = isIP(host);
    const found = literal === 0 ? await lookup(host, { all: true }) : [{ address: host, family: literal }];
    const closed = found.find(({ address }) => !hosts.allowsAddress(address));
    if (closed !== undefined) {
      throw refused(what, `${closed.address} is no public address. ${advice}`);
    }
    const [first] = found;
    if (first === undefined) throw new EgressRefusal(`${host} has no address.`);
    return first;
  };
  return {
    checkUrl: (url) => check(showUrl(url), { host: hostOf(url), refusal: hosts.refuseUrl(url) }),
    checkHost: (host) => check(host, { host, refusal: hosts.refuseHost(host) }),
  };
}

/** A URL as messages name it: short, and without what is secret of it. */
export function showUrl(url: URL): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '';
  return shown.href.slice(0, 500);
}
